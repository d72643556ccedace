namespace Moltbot.Policy.Exec.Approvals;

/// <summary>What follows <c>/approve</c> in a chat: an id and a decision, in either order.</summary>
/// <param name="Id">The approval.</param>
/// <param name="Decision">The decision.</param>
public sealed record ApproveCommand(string Id, ApprovalDecision Decision)
{
    /// <summary>What is answered to anything else.</summary>
    public const string Usage = "Usage: /approve <id> allow-once|allow-always|deny";

    /// <summary>Reads it; null for what is no such pair.</summary>
    public static ApproveCommand? Parse(string? arguments)
    {
        var words = (arguments ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2)
        {
            return null;
        }

        if (ApprovalDecisions.Aliases.TryGetValue(words[0].ToLowerInvariant(), out var first))
        {
            return new ApproveCommand(string.Join(' ', words.Skip(1)), first);
        }

        return ApprovalDecisions.Aliases.TryGetValue(words[1].ToLowerInvariant(), out var second) ? new ApproveCommand(words[0], second) : null;
    }
}
