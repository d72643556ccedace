using Moltbot.Protocol.Events;
using Moltbot.Protocol.Json;
using Moltbot.Protocol.Methods.Status;

namespace Moltbot.Protocol.Methods.Connection;

/// <summary>State at the moment of connecting.</summary>
public sealed record HelloSnapshot
{
    /// <summary>Who is here; the gateway itself first.</summary>
    public required IReadOnlyList<PresenceEntry> Presence { get; init; }

    /// <summary>Last health summary, or <c>{}</c>.</summary>
    public required RawJson Health { get; init; }

    /// <summary>Versions of both.</summary>
    public required StateVersion StateVersion { get; init; }

    /// <summary>Milliseconds since start, at least 0.</summary>
    public required long UptimeMs { get; init; }

    /// <summary>Left out where several tenants share the process.</summary>
    public string? ConfigPath { get; init; }

    /// <summary>Left out where several tenants share the process.</summary>
    public string? StateDir { get; init; }

    /// <summary>Which session a user interface opens.</summary>
    public HelloSessionDefaults? SessionDefaults { get; init; }
}
