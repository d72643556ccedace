using Moltbot.Gateway.Connections;
using Moltbot.Gateway.Tenants;
using Moltbot.GrainInterfaces.Nodes;
using Moltbot.Protocol.Methods.Connection;

namespace Moltbot.Gateway.Handshake;

/// <summary>A client that was let in.</summary>
internal sealed class AdmittedClient
{
    /// <summary>Who it is.</summary>
    public required ConnectionIdentity Identity { get; init; }

    /// <summary>Its tenant on this gateway.</summary>
    public required TenantView View { get; init; }

    /// <summary>The secret in force when it came in, also when it came in by a device token; it goes when the secret does.</summary>
    public string? CredentialInForce { get; init; }

    /// <summary>How it came in, such as <c>token</c> or <c>tailscale</c>; who came by what is no longer allowed goes.</summary>
    public string? CameBy { get; init; }

    /// <summary>The device token it is told; null for none.</summary>
    public HelloAuth? Token { get; init; }

    /// <summary>Whether it can do without the line in presence (command lines come and go).</summary>
    public bool IsTracked => Identity.Client.Mode != "cli";

    /// <summary>Whether it was entered into presence.</summary>
    public bool IsPresent { get; set; }

    /// <summary>Its key in presence: the device, else the instance, else the connection.</summary>
    public string PresenceKey => Identity.DeviceId ?? Identity.Client.InstanceId ?? Identity.ConnectionId;

    /// <summary>The node it is; null for an operator.</summary>
    public NodeDescription? Node { get; set; }

    /// <summary>For a node: the sessions it listens to.</summary>
    public SessionSubscriptions Subscriptions { get; } = new();
}
