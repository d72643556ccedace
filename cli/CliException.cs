using System.Text.Json.Nodes;

namespace Moltbot.Cli;

/// <summary>A failure as the person is told it.</summary>
/// <param name="exitCode">One of <see cref="ExitCodes"/>.</param>
/// <param name="message">What is wrong.</param>
/// <param name="hint">What to do next; several lines are allowed.</param>
internal class CliException(int exitCode, string message, string? hint = null) : Exception(message)
{
    /// <summary>One of <see cref="ExitCodes"/>.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>What to do next; null when there is nothing to add.</summary>
    public string? Hint { get; } = hint;

    /// <summary>The gateway's error code; null when the gateway did not answer with one.</summary>
    public string? Code { get; init; }

    /// <summary>The gateway's error details, for <c>--json</c>.</summary>
    public JsonNode? Details { get; init; }

    /// <summary>Whether nothing listens at the address at all, so that no gateway can be in the way.</summary>
    public bool NobodyThere { get; init; }

    /// <summary>Wrong arguments.</summary>
    public static CliException Usage(string message, string? hint = null) => new(ExitCodes.Usage, message, hint);

    /// <summary>Nobody there, or nobody who understands.</summary>
    public static CliException Unreachable(string message, string? hint = null) => new(ExitCodes.Unreachable, message, hint);
}
