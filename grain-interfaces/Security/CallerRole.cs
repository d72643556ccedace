namespace Moltbot.GrainInterfaces.Security;

/// <summary>Who calls a grain.</summary>
[GenerateSerializer, Alias("moltbot.CallerRole")]
public enum CallerRole
{
    /// <summary>Nobody: every call that needs anything is refused.</summary>
    None = 0,

    /// <summary>A person's client, with scopes.</summary>
    Operator = 1,

    /// <summary>A paired node.</summary>
    Node = 2,

    /// <summary>A gateway for itself: handshakes, subscriptions, connectors.</summary>
    Gateway = 3,

    /// <summary>Another grain of the same tenant.</summary>
    Grain = 4,

    /// <summary>The registry of tenants, which makes a tenant and gives it its token.</summary>
    Registry = 5,
}
