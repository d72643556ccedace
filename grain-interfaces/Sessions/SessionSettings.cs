namespace Moltbot.GrainInterfaces.Sessions;

/// <summary>What a person may set on a session. Null means "not set".</summary>
[GenerateSerializer, Alias("moltbot.SessionSettings"), Immutable]
public sealed record SessionSettings
{
    /// <summary>A name, unique within the tenant, 1 to 64 characters.</summary>
    [Id(0)] public string? Label { get; init; }

    /// <summary>off, minimal, low, medium, high, xhigh.</summary>
    [Id(1)] public string? ThinkingLevel { get; init; }

    /// <summary>on, off, full.</summary>
    [Id(2)] public string? VerboseLevel { get; init; }

    /// <summary>on, off, stream.</summary>
    [Id(3)] public string? ReasoningLevel { get; init; }

    /// <summary>off, on, ask, full.</summary>
    [Id(4)] public string? ElevatedLevel { get; init; }

    /// <summary>off, tokens, full.</summary>
    [Id(5)] public string? ResponseUsage { get; init; }

    /// <summary>sandbox, gateway, node.</summary>
    [Id(6)] public string? ExecHost { get; init; }

    /// <summary>deny, allowlist, full.</summary>
    [Id(7)] public string? ExecSecurity { get; init; }

    /// <summary>off, on-miss, always.</summary>
    [Id(8)] public string? ExecAsk { get; init; }

    /// <summary>A node id.</summary>
    [Id(9)] public string? ExecNode { get; init; }

    /// <summary>The provider instead of the agent's.</summary>
    [Id(10)] public string? ProviderOverride { get; init; }

    /// <summary>The model instead of the agent's.</summary>
    [Id(11)] public string? ModelOverride { get; init; }

    /// <summary>allow, deny.</summary>
    [Id(12)] public string? SendPolicy { get; init; }

    /// <summary>mention, always.</summary>
    [Id(13)] public string? GroupActivation { get; init; }

    /// <summary>A queue mode of runtime §6.</summary>
    [Id(14)] public string? QueueMode { get; init; }

    /// <summary>The queue's debounce, milliseconds.</summary>
    [Id(15)] public int? QueueDebounceMs { get; init; }

    /// <summary>The queue's cap, messages.</summary>
    [Id(16)] public int? QueueCap { get; init; }

    /// <summary>summarize, old, new.</summary>
    [Id(17)] public string? QueueDrop { get; init; }
}
