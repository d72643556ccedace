namespace Moltbot.Protocol.Methods.Sessions;

/// <summary>Starts a session anew.</summary>
public sealed record SessionsResetParams
{
    /// <summary>The session.</summary>
    public required string Key { get; init; }
}
