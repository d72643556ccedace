namespace Moltbot.Protocol.Methods.Config;

/// <summary>Details of <c>invalid config</c>.</summary>
public sealed record ConfigIssues
{
    /// <summary>The problems.</summary>
    public required IReadOnlyList<ConfigIssue> Issues { get; init; }
}
