namespace Moltbot.Silo;

/// <summary>The process cannot start; the message tells a person what is wrong and what to do.</summary>
internal sealed class StartException(int exitCode, string message) : Exception(message)
{
    /// <summary>What the process exits with.</summary>
    public int ExitCode { get; } = exitCode;
}
