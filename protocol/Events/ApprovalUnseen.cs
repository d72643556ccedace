namespace Moltbot.Protocol.Events;

/// <summary>An alarm: a command waits for an approval, and nobody who could give it was reached.</summary>
public sealed record ApprovalUnseen
{
    /// <summary>The approval.</summary>
    public required string Id { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    public required long Ts { get; init; }
}
