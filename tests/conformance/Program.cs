using Moltbot.Conformance.Golden;
using Moltbot.Conformance.Reports;

if (args is ["differences"])
{
    Console.WriteLine(DifferenceTable.ToMarkdown());
    return 0;
}

return args is ["golden", .. var rest]
    ? await GoldenCommand.RunAsync(rest, Console.Out)
    : await ConformanceCommand.RunAsync(args, Console.Out, Console.Error);
