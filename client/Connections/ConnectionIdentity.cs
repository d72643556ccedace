using Moltbot.GrainInterfaces.Devices;
using Moltbot.GrainInterfaces.Security;

namespace Moltbot.Gateway.Connections;

/// <summary>Who a connection turned out to be in its handshake. Never changes while it lasts.</summary>
public sealed record ConnectionIdentity
{
    /// <summary>Names the connection; a UUID.</summary>
    public required string ConnectionId { get; init; }

    /// <summary>The tenant it belongs to.</summary>
    public required string Tenant { get; init; }

    /// <summary><c>operator</c> or <c>node</c>.</summary>
    public required string Role { get; init; }

    /// <summary>The scopes granted.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>The device; null when it came in without one.</summary>
    public string? DeviceId { get; init; }

    /// <summary>The shared secret it came in by; null when by a device token.</summary>
    public string? CredentialId { get; init; }

    /// <summary>The client's address in canonical text.</summary>
    public required string RemoteIp { get; init; }

    /// <summary>What the client says of itself.</summary>
    public required ClientDescription Client { get; init; }

    /// <summary>The features it declared, such as <c>tool-events</c>.</summary>
    public IReadOnlyList<string> Caps { get; init; } = [];

    /// <summary>What its grain calls carry.</summary>
    public required CallerClaim Claim { get; init; }
}
