using Moltbot.Protocol.Methods.Channels;

namespace Moltbot.Gateway.Channels.Discord.Probing;

/// <summary>What came of asking Discord for a bot, in the original's shape.</summary>
internal sealed record DiscordProbe
{
    /// <summary>Whether the token is a bot's.</summary>
    public required bool Ok { get; init; }

    /// <summary>Discord's error code or the HTTP status; null when there was no answer.</summary>
    public int? Status { get; init; }

    /// <summary>What went wrong; null when all is well.</summary>
    public string? Error { get; init; }

    /// <summary>What kind of trouble that is, one of <see cref="ProbeFailures"/>; null when all is well.</summary>
    public string? Failure { get; init; }

    /// <summary>How long it took.</summary>
    public required long ElapsedMs { get; init; }

    public ProbedDiscordBot? Bot { get; init; }

    public ProbedApplication? Application { get; init; }
}
