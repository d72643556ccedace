namespace Moltbot.Protocol.Methods.Pairing;

/// <summary>A sender that pairing lets in no longer.</summary>
public sealed record PairingRevokeResult
{
    /// <summary>True.</summary>
    public required bool Ok { get; init; }

    /// <summary>The channel.</summary>
    public required string Channel { get; init; }

    /// <summary>The account.</summary>
    public required string AccountId { get; init; }

    /// <summary>The sender's immutable id.</summary>
    public required string SenderId { get; init; }
}
