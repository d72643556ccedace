namespace Moltbot.Protocol.Methods.Connection;

/// <summary>A device identity (section 2.3).</summary>
public sealed record ConnectDevice
{
    /// <summary>Lower-case hex SHA-256 of the raw public key.</summary>
    public required string Id { get; init; }

    /// <summary>Ed25519 public key, base64url or PEM.</summary>
    public required string PublicKey { get; init; }

    /// <summary>Signature over the v1 or v2 text.</summary>
    public required string Signature { get; init; }

    /// <summary>Epoch milliseconds of the signature.</summary>
    public required long SignedAt { get; init; }

    /// <summary>The challenge's nonce; its presence chooses v2.</summary>
    public string? Nonce { get; init; }
}
