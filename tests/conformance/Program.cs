using Moltbot.Conformance.Golden;

if (args is ["golden", .. var rest])
{
    return await GoldenCommand.RunAsync(rest, Console.Out);
}

return 0;
