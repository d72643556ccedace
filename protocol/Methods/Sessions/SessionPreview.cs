namespace Moltbot.Protocol.Methods.Sessions;

/// <summary>End of one transcript.</summary>
public sealed record SessionPreview
{
    /// <summary>The session as asked.</summary>
    public required string Key { get; init; }

    /// <summary><c>ok</c>, <c>empty</c>, <c>missing</c> or <c>error</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<SessionPreviewItem> Items { get; init; }
}
