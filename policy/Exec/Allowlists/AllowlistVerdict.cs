using Moltbot.Policy.Exec.Commands;

namespace Moltbot.Policy.Exec.Allowlists;

/// <summary>Whether a command is within a list.</summary>
/// <param name="Matches">The entries used, in the order of the programs, up to the first that is not within.</param>
/// <param name="Missed">The first program that is not within; null when all are.</param>
public sealed record AllowlistVerdict(IReadOnlyList<AllowlistEntry> Matches, ExecSegment? Missed)
{
    /// <summary>Whether every program is within.</summary>
    public bool Satisfied => Missed is null;
}
