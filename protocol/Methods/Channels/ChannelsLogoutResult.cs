namespace Moltbot.Protocol.Methods.Channels;

/// <summary>What was forgotten.</summary>
public sealed record ChannelsLogoutResult
{
    /// <summary>Channel.</summary>
    public required string Channel { get; init; }

    /// <summary>Account.</summary>
    public required string AccountId { get; init; }

    /// <summary>Whether something was.</summary>
    public required bool Cleared { get; init; }

    /// <summary>Whether the environment still has a token.</summary>
    public bool? EnvToken { get; init; }

    /// <summary>Whether the platform was told.</summary>
    public bool? LoggedOut { get; init; }
}
