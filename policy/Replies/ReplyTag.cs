using System.Text.RegularExpressions;
using Moltbot.Policy.Values;

namespace Moltbot.Policy.Replies;

/// <summary>Tags by which a model says which message it answers: <c>[[reply_to_current]]</c>, <c>[[reply_to:&lt;id&gt;]]</c>.</summary>
/// <param name="Cleaned">The text without them.</param>
/// <param name="ReplyToId">The message to answer, if known; an id named last wins.</param>
/// <param name="IsCurrent">Whether the current message was meant.</param>
/// <param name="HasTag">Whether there was any.</param>
public sealed partial record ReplyTag(string Cleaned, string? ReplyToId, bool IsCurrent, bool HasTag)
{
    /// <param name="text">The model's text.</param>
    /// <param name="currentMessageId">The message that is being answered.</param>
    public static ReplyTag Extract(string? text, string? currentMessageId)
    {
        if (string.IsNullOrEmpty(text))
        {
            return new ReplyTag("", null, false, false);
        }

        string? named = null;
        var isCurrent = false;
        var hasTag = false;
        var cleaned = Tag().Replace(text, match =>
        {
            hasTag = true;
            var id = match.Groups["id"];
            isCurrent |= !id.Success;
            named = id.Success && id.Value.Trim() is { Length: > 0 } own ? own : named;
            return " ";
        });
        cleaned = CharacterRuns.WithoutEdges(cleaned).Trim();
        var current = currentMessageId?.Trim() is { Length: > 0 } known ? known : null;
        return new ReplyTag(cleaned, named ?? (isCurrent ? current : null), isCurrent, hasTag);
    }

    [GeneratedRegex(@"\[\[\s*(reply_to_current|reply_to\s*:\s*(?<id>[^\]\n]+))\s*\]\]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Tag();
}
