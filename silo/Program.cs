using Moltbot.Silo.Up;

namespace Moltbot.Silo;

/// <summary>Starts what the arguments ask for; <c>up</c> is the only verb so far.</summary>
internal static class Program
{
    /// <summary>Exit codes of sysexits.h, so that scripts and service managers can tell the failures apart.</summary>
    internal const int Usage = 64, Unavailable = 69, Internal = 70, Configuration = 78;

    private static async Task<int> Main(string[] args)
    {
        try
        {
            return args is ["up", ..]
                ? await UpCommand.Run(UpOptions.Parse(args[1..], Environment.GetEnvironmentVariable))
                : throw new StartException(Usage, (args is [var other, ..] and not ["-h" or "--help", ..] ? $"unknown command: {other}; this program knows up\n" : "") + UpOptions.Help);
        }
        catch (StartException problem)
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return problem.ExitCode;
        }
    }
}
