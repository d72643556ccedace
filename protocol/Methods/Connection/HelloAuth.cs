namespace Moltbot.Protocol.Methods.Connection;

/// <summary>The token of a paired device; it is shown once and stored hashed.</summary>
public sealed record HelloAuth
{
    /// <summary>32 hex digits.</summary>
    public required string DeviceToken { get; init; }

    /// <summary>Role the token is for.</summary>
    public required string Role { get; init; }

    /// <summary>Scopes the token grants.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>When it was made or rotated.</summary>
    public long? IssuedAtMs { get; init; }
}
