using System.Text.Json.Nodes;

namespace Moltbot.System.Tests.Tenants;

/// <summary>A request that names something by its id.</summary>
/// <param name="Method">The method.</param>
/// <param name="Parameters">Its params, for the caller's own node and the ids of somebody.</param>
internal sealed record Probe(string Method, Func<string, TenantIds, JsonObject> Parameters)
{
    /// <summary>Whether a node sends it.</summary>
    public bool ByNode { get; init; }

    /// <summary>Whether the owner's answer tells an id that there is from one that there is not; false where the request makes what it names.</summary>
    public bool Tells { get; init; } = true;

    /// <summary>Whether it names somebody on a channel; one tenant of the tests has channels.</summary>
    public bool OnChannel { get; init; }

    /// <summary>Whether it waits for a bot of the caller's own that runs.</summary>
    public bool NeedsBot { get; init; }
}
