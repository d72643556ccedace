using System.Text.RegularExpressions;
using Moltbot.Policy.Values;

namespace Moltbot.Policy.Access.Mentions;

/// <summary>Texts made ready to look for mentions in, and freed from them.</summary>
public static partial class MentionText
{
    /// <summary>Stands before the message itself where earlier ones are sent along.</summary>
    public const string CurrentMessageMarker = "[Current message - respond to this]";

    /// <summary>Without invisible characters, lower-case.</summary>
    public static string Normalize(string? text) => Invisible().Replace(text ?? "", "").ToLowerInvariant();

    /// <summary>The words of a message without its envelope, its sender's name and line breaks, to look for commands in.</summary>
    public static string StripStructure(string text)
    {
        var at = text.IndexOf(CurrentMessageMarker, StringComparison.Ordinal);
        var message = at < 0 ? text : text[(at + CurrentMessageMarker.Length)..].TrimStart();
        message = Bracketed().Replace(message, "");
        message = SpeakerPrefix().Replace(message, "");
        return CharacterRuns.OneBlank(message.Replace("\\n", " ", StringComparison.Ordinal)).Trim();
    }

    /// <summary>The text without mentions of the assistant.</summary>
    /// <param name="text">The text.</param>
    /// <param name="patterns">The agent's patterns and the channel's own.</param>
    public static string StripMentions(string text, MentionPatterns patterns)
    {
        var stripped = DigitsMention().Replace(patterns.Remove(text), " ");
        return CharacterRuns.OneBlank(stripped).Trim();
    }

    [GeneratedRegex("[\u200b-\u200f\u202a-\u202e\u2060-\u206f]", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Invisible();

    [GeneratedRegex(@"\[[^\]]+\]\s*", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Bracketed();

    [GeneratedRegex(@"^[ \t]*[A-Za-z0-9+()\-_. ]+:\s*", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex SpeakerPrefix();

    [GeneratedRegex("@[0-9+]{5,}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex DigitsMention();
}
