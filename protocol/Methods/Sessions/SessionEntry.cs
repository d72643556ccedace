using System.Text.Json.Serialization;
using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Sessions;

/// <summary>A stored session as <c>sessions.patch</c> and <c>sessions.reset</c> show it (runtime, section 3).</summary>
public sealed record SessionEntry
{
    /// <summary>Transcript.</summary>
    public string? SessionId { get; init; }

    /// <summary>Epoch milliseconds of its last change.</summary>
    public long? UpdatedAt { get; init; }

    /// <summary>Where the transcript is.</summary>
    public string? SessionFile { get; init; }

    /// <summary>Session that spawned it.</summary>
    public string? SpawnedBy { get; init; }

    /// <summary>Whether the system prompt was sent.</summary>
    public bool? SystemSent { get; init; }

    /// <summary>Whether the last run was aborted.</summary>
    public bool? AbortedLastRun { get; init; }

    /// <summary>Kind of chat.</summary>
    public string? ChatType { get; init; }

    /// <summary>Thinking level.</summary>
    public string? ThinkingLevel { get; init; }

    /// <summary>Verbose level.</summary>
    public string? VerboseLevel { get; init; }

    /// <summary>Reasoning level.</summary>
    public string? ReasoningLevel { get; init; }

    /// <summary>Elevated level.</summary>
    public string? ElevatedLevel { get; init; }

    /// <summary>When replies are spoken.</summary>
    public string? TtsAuto { get; init; }

    /// <summary>Where commands run.</summary>
    public string? ExecHost { get; init; }

    /// <summary>Which commands run.</summary>
    public string? ExecSecurity { get; init; }

    /// <summary>When to ask.</summary>
    public string? ExecAsk { get; init; }

    /// <summary>Node that runs commands.</summary>
    public string? ExecNode { get; init; }

    /// <summary>Usage line under replies.</summary>
    public string? ResponseUsage { get; init; }

    /// <summary>Provider chosen for it.</summary>
    public string? ProviderOverride { get; init; }

    /// <summary>Model chosen for it.</summary>
    public string? ModelOverride { get; init; }

    /// <summary>Credentials chosen for it.</summary>
    public string? AuthProfileOverride { get; init; }

    /// <summary><c>mention</c> or <c>always</c>.</summary>
    public string? GroupActivation { get; init; }

    /// <summary>Whether the change is to be told.</summary>
    public bool? GroupActivationNeedsSystemIntro { get; init; }

    /// <summary><c>allow</c> or <c>deny</c>.</summary>
    public string? SendPolicy { get; init; }

    /// <summary>Queue mode.</summary>
    public string? QueueMode { get; init; }

    /// <summary>Queue debounce.</summary>
    public long? QueueDebounceMs { get; init; }

    /// <summary>Queue length.</summary>
    public long? QueueCap { get; init; }

    /// <summary>What is dropped when full.</summary>
    public string? QueueDrop { get; init; }

    /// <summary>Tokens in.</summary>
    public long? InputTokens { get; init; }

    /// <summary>Tokens out.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>All tokens.</summary>
    public long? TotalTokens { get; init; }

    /// <summary>Provider last used.</summary>
    public string? ModelProvider { get; init; }

    /// <summary>Model last used.</summary>
    public string? Model { get; init; }

    /// <summary>Context window.</summary>
    public long? ContextTokens { get; init; }

    /// <summary>How often it was compacted.</summary>
    public long? CompactionCount { get; init; }

    /// <summary>Label.</summary>
    public string? Label { get; init; }

    /// <summary>Name for people.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Channel.</summary>
    public string? Channel { get; init; }

    /// <summary>Group.</summary>
    public string? GroupId { get; init; }

    /// <summary>Subject of a group.</summary>
    public string? Subject { get; init; }

    /// <summary>Channel of a group.</summary>
    public string? GroupChannel { get; init; }

    /// <summary>Space of a group.</summary>
    public string? Space { get; init; }

    /// <summary>Where it came from.</summary>
    public SessionOrigin? Origin { get; init; }

    /// <summary>Where replies go.</summary>
    public DeliveryContext? DeliveryContext { get; init; }

    /// <summary>Channel of the last message.</summary>
    public string? LastChannel { get; init; }

    /// <summary>Recipient of the last reply.</summary>
    public string? LastTo { get; init; }

    /// <summary>Account of the last message.</summary>
    public string? LastAccountId { get; init; }

    /// <summary>Thread of the last message.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public RawJson LastThreadId { get; init; }

    /// <summary>Skills as they were when it began.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public RawJson SkillsSnapshot { get; init; }
}
