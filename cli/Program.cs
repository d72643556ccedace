using Moltbot.Cli;

return await CommandLine.RunAsync(args, CliHost.OfThisProcess(), CancellationToken.None);
