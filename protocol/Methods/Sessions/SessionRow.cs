using System.Text.Json.Serialization;

namespace Moltbot.Protocol.Methods.Sessions;

/// <summary>One session.</summary>
public sealed record SessionRow
{
    /// <summary>Its key.</summary>
    public required string Key { get; init; }

    /// <summary><c>direct</c>, <c>group</c>, <c>global</c> or <c>unknown</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Label.</summary>
    public string? Label { get; init; }

    /// <summary>Name for people.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Title made from the first message.</summary>
    public string? DerivedTitle { get; init; }

    /// <summary>Beginning of the last message.</summary>
    public string? LastMessagePreview { get; init; }

    /// <summary>Channel.</summary>
    public string? Channel { get; init; }

    /// <summary>Subject of a group.</summary>
    public string? Subject { get; init; }

    /// <summary>Channel of a group.</summary>
    public string? GroupChannel { get; init; }

    /// <summary>Space of a group.</summary>
    public string? Space { get; init; }

    /// <summary>Kind of chat.</summary>
    public string? ChatType { get; init; }

    /// <summary>Where it came from.</summary>
    public SessionOrigin? Origin { get; init; }

    /// <summary>Epoch milliseconds of its last turn.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public long? UpdatedAt { get; init; }

    /// <summary>Transcript.</summary>
    public string? SessionId { get; init; }

    /// <summary>Whether the system prompt was sent.</summary>
    public bool? SystemSent { get; init; }

    /// <summary>Whether the last run was aborted.</summary>
    public bool? AbortedLastRun { get; init; }

    /// <summary>Thinking level.</summary>
    public string? ThinkingLevel { get; init; }

    /// <summary>Verbose level.</summary>
    public string? VerboseLevel { get; init; }

    /// <summary>Reasoning level.</summary>
    public string? ReasoningLevel { get; init; }

    /// <summary>Elevated level.</summary>
    public string? ElevatedLevel { get; init; }

    /// <summary><c>allow</c> or <c>deny</c>.</summary>
    public string? SendPolicy { get; init; }

    /// <summary>Tokens in.</summary>
    public long? InputTokens { get; init; }

    /// <summary>Tokens out.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>All tokens.</summary>
    public long? TotalTokens { get; init; }

    /// <summary>Usage line under replies.</summary>
    public string? ResponseUsage { get; init; }

    /// <summary>Provider.</summary>
    public string? ModelProvider { get; init; }

    /// <summary>Model.</summary>
    public string? Model { get; init; }

    /// <summary>Context window.</summary>
    public long? ContextTokens { get; init; }

    /// <summary>Where replies go.</summary>
    public DeliveryContext? DeliveryContext { get; init; }

    /// <summary>Channel of the last message.</summary>
    public string? LastChannel { get; init; }

    /// <summary>Recipient of the last reply.</summary>
    public string? LastTo { get; init; }

    /// <summary>Account of the last message.</summary>
    public string? LastAccountId { get; init; }
}
