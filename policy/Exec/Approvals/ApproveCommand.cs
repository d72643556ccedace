namespace Moltbot.Policy.Exec.Approvals;

/// <summary>What follows <c>/approve</c> in a chat: an id and a decision, in either order.</summary>
/// <param name="Id">The approval.</param>
/// <param name="Word">The decision as <see cref="ApprovalOffer.Read"/> takes it.</param>
public sealed record ApproveCommand(string Id, string Word)
{
    /// <summary>What is answered to anything else.</summary>
    public const string Usage = "Usage: /approve <id> allow-once|allow-always|deny";

    /// <summary>Reads it; null for what is no such pair, or reads as one in two ways.</summary>
    public static ApproveCommand? Parse(string? arguments) =>
        (arguments ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is [var one, var other]
            ? (WordOf(one), WordOf(other)) switch
            {
                (null, { } word) => new ApproveCommand(one, word),
                ({ } word, null) => new ApproveCommand(other, word),
                _ => null,
            }
            : null;

    private static string? WordOf(string text) => text.ToLowerInvariant() is var word && word == ApprovalDecisions.Plain ? word
        : ApprovalDecisions.Aliases.TryGetValue(word, out var decision) ? ApprovalDecisions.Of(decision)
        : null;
}
