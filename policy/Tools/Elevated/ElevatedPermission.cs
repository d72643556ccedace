namespace Moltbot.Policy.Tools.Elevated;

/// <summary>Whether somebody may have a run work on the host itself.</summary>
/// <param name="IsEnabled">Whether anybody may.</param>
/// <param name="Failed">The gates that refuse; empty when none does.</param>
public sealed record ElevatedPermission(bool IsEnabled, IReadOnlyList<ElevatedGate> Failed)
{
    /// <summary>Whether this sender may.</summary>
    public bool IsAllowed => Failed.Count == 0;
}
