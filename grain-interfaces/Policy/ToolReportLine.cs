namespace Moltbot.GrainInterfaces.Policy;

/// <summary>What one layer says of a tool.</summary>
[GenerateSerializer, Alias("moltbot.ToolReportLine"), Immutable]
public sealed record ToolReportLine
{
    /// <summary>
    /// <c>profile</c>, <c>provider-profile</c>, <c>global</c>, <c>global-by-provider</c>, <c>agent</c>, <c>agent-by-provider</c>,
    /// <c>group</c>, <c>sandbox</c> or <c>subagent</c>.
    /// </summary>
    [Id(0)] public required string Layer { get; init; }

    /// <summary><c>allows</c>, <c>refuses</c> or <c>nothing</c>.</summary>
    [Id(1)] public required string Says { get; init; }

    /// <summary>Why, in words.</summary>
    [Id(2)] public required string Reason { get; init; }

    /// <summary>The configuration key that says so.</summary>
    [Id(3)] public string? Key { get; init; }

    /// <summary>The entry of its list that decides, as written.</summary>
    [Id(4)] public string? Entry { get; init; }

    /// <summary>What would turn it round; null when no key does that.</summary>
    [Id(5)] public PolicyChange? Change { get; init; }
}
