namespace Moltbot.Gateway.Channels.Discord.Gateway;

/// <summary>Takes up a session. Not a record: its text form must not show the token.</summary>
internal sealed class Resume
{
    public required string Token { get; init; }

    public required string SessionId { get; init; }

    /// <summary>The last event that arrived.</summary>
    public required long Seq { get; init; }
}
