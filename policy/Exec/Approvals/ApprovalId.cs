namespace Moltbot.Policy.Exec.Approvals;

/// <summary>What may name an approval: nothing that a chat could take for a decision, or for the beginning of another's id.</summary>
public static class ApprovalId
{
    /// <summary>The longest id, in characters. Arbitrary: clients use UUIDs.</summary>
    public const int MaxLength = 128;

    /// <summary>How many characters of an id's beginning stand for it: what the model is told. No id is as long.</summary>
    public const int SlugLength = 8;

    /// <summary>Whether a text may be one.</summary>
    public static bool IsValid(string text) => text.Length is > 0 and <= MaxLength and not SlugLength
        && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':')
        && !ApprovalDecisions.Aliases.ContainsKey(text.ToLowerInvariant());

    /// <summary>Whether an approver who writes a text means an id.</summary>
    public static bool IsMeant(string text, string id) =>
        text == id || (text.Length == SlugLength && id.StartsWith(text, StringComparison.OrdinalIgnoreCase));
}
