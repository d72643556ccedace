namespace Moltbot.Protocol.Methods.Chat;

/// <summary>Asks for the end of a transcript.</summary>
public sealed record ChatHistoryParams
{
    /// <summary>The session.</summary>
    public required string SessionKey { get; init; }

    /// <summary>Messages, 1 to 1000, default 200.</summary>
    public long? Limit { get; init; }
}
