namespace Moltbot.Storage.Sessions;

/// <summary>Which sessions; unset members do not filter.</summary>
public sealed record SessionFilter
{
    public string? AgentId { get; init; }

    /// <summary>Exact, case-sensitive.</summary>
    public string? Label { get; init; }

    public string? SpawnedBy { get; init; }

    /// <summary>Updated at or after.</summary>
    public DateTimeOffset? UpdatedSince { get; init; }

    /// <summary>Keys to leave out (<c>global</c>, <c>unknown</c>); a handful at most.</summary>
    public IReadOnlyList<string> ExcludedKeys { get; init; } = [];
}
