namespace Moltbot.Protocol.Events;

/// <summary>A command waits for an approval.</summary>
public sealed record ExecApprovalRequested
{
    /// <summary>The approval.</summary>
    public required string Id { get; init; }

    /// <summary>The command.</summary>
    public required ExecApprovalRequest Request { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    public required long CreatedAtMs { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    public required long ExpiresAtMs { get; init; }
}
