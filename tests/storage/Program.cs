using Moltbot.Storage.Tests.Sqlite;
using Xunit.Runner.InProc.SystemConsole;

// The crash test starts this program again as the process that it kills.
return WriterChild.StatePath is { } statePath
    ? await WriterChild.RunAsync(statePath)
    : await ConsoleRunner.Run(args);
