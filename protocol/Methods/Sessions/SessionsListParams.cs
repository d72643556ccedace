namespace Moltbot.Protocol.Methods.Sessions;

/// <summary>Asks for session rows, newest first.</summary>
public sealed record SessionsListParams
{
    /// <summary>Rows, at least 1.</summary>
    public long? Limit { get; init; }

    /// <summary>Only those updated since, at least 1.</summary>
    public long? ActiveMinutes { get; init; }

    /// <summary>Whether the global session counts.</summary>
    public bool? IncludeGlobal { get; init; }

    /// <summary>Whether the unknown session counts.</summary>
    public bool? IncludeUnknown { get; init; }

    /// <summary>Whether titles are made from the first message.</summary>
    public bool? IncludeDerivedTitles { get; init; }

    /// <summary>Whether the last message is shown.</summary>
    public bool? IncludeLastMessage { get; init; }

    /// <summary>Only the one with this label.</summary>
    public string? Label { get; init; }

    /// <summary>Only those spawned by this one.</summary>
    public string? SpawnedBy { get; init; }

    /// <summary>Only those of this agent.</summary>
    public string? AgentId { get; init; }

    /// <summary>Text in key, label, display name or subject, any case.</summary>
    public string? Search { get; init; }
}
