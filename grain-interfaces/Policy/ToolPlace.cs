namespace Moltbot.GrainInterfaces.Policy;

/// <summary>Where the tools of a session run, by one version of the configuration.</summary>
[GenerateSerializer, Alias("moltbot.ToolPlace"), Immutable]
public sealed record ToolPlace
{
    /// <summary>Whether they run in a sandbox.</summary>
    [Id(0)] public required bool IsSandboxed { get; init; }

    /// <summary>Names the sandbox; sessions with the same key share one.</summary>
    [Id(1)] public required string SandboxKey { get; init; }

    /// <summary>Names what has to be on one runner: the agent's workspace is there, and the sandboxes that see it.</summary>
    [Id(2)] public required string LeaseKey { get; init; }

    /// <summary>The <see cref="LeaseKey"/> of an agent's workspace.</summary>
    public static string LeaseOf(string agentId) => $"agent:{agentId}";

    /// <summary><c>none</c>, <c>ro</c> or <c>rw</c>: what the sandbox sees of the agent's workspace.</summary>
    [Id(3)] public required string WorkspaceAccess { get; init; }

    /// <summary>Whether what runs there has a network.</summary>
    [Id(4)] public required bool HasNetwork { get; init; }

    /// <summary>Where commands run as the configuration says (<c>tools.exec.host</c>): <c>sandbox</c>, <c>gateway</c> or <c>node</c>.</summary>
    [Id(5)] public string ExecHost { get; init; } = "sandbox";

    /// <summary>How pages of the web are asked for; null where they are not (<c>tools.web.fetch.enabled</c>).</summary>
    [Id(6)] public FetchPlace? Fetch { get; init; }

    /// <summary>Why nobody is asked what the web says (<c>tools.web.search</c>); null where somebody is.</summary>
    [Id(7)] public string? SearchMissing { get; init; }

    /// <summary>Whether nobody searches the agent's memory (<c>memorySearch.enabled</c>).</summary>
    [Id(8)] public bool IsMemoryOff { get; init; }

    /// <summary>Minutes without use after which the folder of the sandbox is thrown away (<c>sandbox.prune.idleHours</c>); 0 for never.</summary>
    [Id(9)] public long IdleMinutes { get; init; }

    /// <summary>Minutes after its making after which it is (<c>sandbox.prune.maxAgeDays</c>); 0 for never.</summary>
    [Id(10)] public long MaxAgeMinutes { get; init; }

    /// <summary>What they may use at most; null for what the runner gives.</summary>
    [Id(11)] public PlaceLimits? Limits { get; init; }

    /// <summary>Variables of what is started there; null for none.</summary>
    [Id(12)] public IReadOnlyDictionary<string, string>? Variables { get; init; }

    /// <summary>Why no model looks at pictures (<c>agents.defaults.imageModel</c>); null where one does.</summary>
    [Id(13)] public string? ImageMissing { get; init; }

    /// <summary>Whether tools there see the agent's workspace.</summary>
    public bool SeesWorkspace => !IsSandboxed || WorkspaceAccess != "none";

    /// <summary>The same for a session on which another host is set; null or blank for none.</summary>
    public ToolPlace On(string? host) => string.IsNullOrWhiteSpace(host) ? this : this with { ExecHost = host };
}
