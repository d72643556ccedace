namespace Moltbot.Protocol.Runners;

/// <summary>The params of the node commands <c>tools.sandboxes</c>, which tells of a tenant's sandboxes, and <c>tools.recreate</c>, which throws them away.</summary>
public sealed record ToolSandboxesParams
{
    /// <summary>The tenant; no sandbox of another is told of or touched.</summary>
    public required string Tenant { get; init; }

    /// <summary>Those with one of these keys; null for all.</summary>
    public IReadOnlyList<string>? Keys { get; init; }

    /// <summary>Those of this agent and of its sessions, not one that agents share; null for all.</summary>
    public string? AgentId { get; init; }

    /// <summary>Whether they are thrown away: true with <c>tools.recreate</c> and with nothing else.</summary>
    public bool Recreate { get; init; }

    /// <summary>Whether also those that a call is being made in; the call is cancelled.</summary>
    public bool Force { get; init; }
}
