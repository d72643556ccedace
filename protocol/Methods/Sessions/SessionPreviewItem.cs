namespace Moltbot.Protocol.Methods.Sessions;

/// <summary>One message, cut.</summary>
public sealed record SessionPreviewItem
{
    /// <summary>Who spoke.</summary>
    public required string Role { get; init; }

    /// <summary>What, ending with <c>...</c> when cut.</summary>
    public required string Text { get; init; }
}
