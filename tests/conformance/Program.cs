using Moltbot.Conformance.Golden;
using Moltbot.Conformance.Reports;

return args is ["golden", .. var rest]
    ? await GoldenCommand.RunAsync(rest, Console.Out)
    : await ConformanceCommand.RunAsync(args, Console.Out, Console.Error);
