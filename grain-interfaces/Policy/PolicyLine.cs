namespace Moltbot.GrainInterfaces.Policy;

/// <summary>What one rule says of a question about policy.</summary>
[GenerateSerializer, Alias("moltbot.PolicyLine"), Immutable]
public sealed record PolicyLine
{
    /// <summary>
    /// The layer of the tool policy (<c>profile</c>, <c>provider-profile</c>, <c>global</c>, <c>global-by-provider</c>, <c>agent</c>,
    /// <c>agent-by-provider</c>, <c>group</c>, <c>sandbox</c>, <c>subagent</c>), or the gate of admission (<c>account</c>, <c>sender</c>,
    /// <c>direct-messages</c>, <c>allow-list</c>, <c>pairing</c>, <c>groups</c>, <c>group</c>, <c>topic</c>, <c>group-senders</c>,
    /// <c>commands</c>, <c>mention</c>).
    /// </summary>
    [Id(0)] public required string Rule { get; init; }

    /// <summary><c>allows</c>, <c>refuses</c> or <c>nothing</c>.</summary>
    [Id(1)] public required string Says { get; init; }

    /// <summary>Why, in words.</summary>
    [Id(2)] public required string Reason { get; init; }

    /// <summary>The configuration key behind it.</summary>
    [Id(3)] public string? Key { get; init; }

    /// <summary>The entry of its list that decides, as written.</summary>
    [Id(4)] public string? Entry { get; init; }

    /// <summary>What would turn it round; null when no key does that.</summary>
    [Id(5)] public PolicyChange? Change { get; init; }
}
