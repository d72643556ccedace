namespace Moltbot.Protocol.Methods.Pairing;

/// <summary>Takes a sender's admission by pairing back.</summary>
public sealed record PairingRevokeParams
{
    /// <summary>The channel.</summary>
    public required string Channel { get; init; }

    /// <summary>The account; the default one when left out.</summary>
    public string? AccountId { get; init; }

    /// <summary>The sender's immutable id, as <c>moltbot.pairing.list</c> shows it.</summary>
    public required string SenderId { get; init; }
}
