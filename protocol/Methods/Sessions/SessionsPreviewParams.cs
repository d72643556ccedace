namespace Moltbot.Protocol.Methods.Sessions;

/// <summary>Asks for the end of some transcripts.</summary>
public sealed record SessionsPreviewParams
{
    /// <summary>Sessions, at least one; the first 64 count.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>Items a session, at least 1, default 12.</summary>
    public long? Limit { get; init; }

    /// <summary>Characters an item, at least 20, default 240.</summary>
    public long? MaxChars { get; init; }
}
