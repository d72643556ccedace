using System.Text.RegularExpressions;

namespace Moltbot.Policy.Access.Mentions;

/// <summary>
/// Regular expressions from the configuration, in JavaScript's sense (ASCII <c>\b</c> and <c>\w</c>), without case. One that
/// cannot be read is left out; texts are hostile, so each try has a time limit, running out of it is no match, and a text on which
/// two run out of it is not tried any further.
/// </summary>
public sealed class MentionPatterns
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(50);

    /// <summary>No patterns, which nothing matches.</summary>
    public static readonly MentionPatterns None = new([]);

    private const int MaxTimeouts = 2;

    private readonly List<Regex> _patterns;

    public MentionPatterns(IEnumerable<string> patterns) =>
        _patterns = [.. patterns.Select(Normalize).Select(Read).OfType<Regex>()];

    /// <summary>The patterns that could be read, as written.</summary>
    public IReadOnlyList<string> Sources => [.. _patterns.Select(each => each.ToString())];

    /// <summary>The patterns of an agent: its own, else the general ones, else those derived from its identity. A list that is empty switches them off.</summary>
    public static IReadOnlyList<string> Choose(
        IReadOnlyList<string>? ofAgent, IReadOnlyList<string>? general, string? identityName, string? identityEmoji)
    {
        if ((ofAgent ?? general) is { } configured)
        {
            return configured;
        }

        var derived = new List<string>();
        if (identityName?.Trim() is { Length: > 0 } name)
        {
            var words = name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Escape);
            derived.Add($@"\b@?{string.Join(@"\s+", words)}\b");
        }

        if (identityEmoji?.Trim() is { Length: > 0 } emoji)
        {
            derived.Add(Escape(emoji));
        }

        return derived;
    }

    /// <summary>The channel's own marks for a mention, to be stripped from texts.</summary>
    /// <param name="channel">The channel id.</param>
    /// <param name="ownNumber">WhatsApp: the linked number.</param>
    public static IReadOnlyList<string> OfChannel(string? channel, string? ownNumber) => channel switch
    {
        Channels.ChannelIds.Discord => [@"<@!?\d+>"],
        Channels.ChannelIds.Slack => ["<@[^>]+>"],
        Channels.ChannelIds.WhatsApp when !string.IsNullOrEmpty(ownNumber) => [Escape(ownNumber), $"@{Escape(ownNumber)}"],
        _ => [],
    };

    /// <summary>Whether any pattern is found in the text.</summary>
    public bool Match(string? text)
    {
        var cleaned = MentionText.Normalize(text);
        if (cleaned.Length == 0)
        {
            return false;
        }

        var timeouts = 0;
        foreach (var pattern in _patterns)
        {
            try
            {
                if (pattern.IsMatch(cleaned))
                {
                    return true;
                }
            }
            catch (RegexMatchTimeoutException)
            {
                if (++timeouts == MaxTimeouts)
                {
                    return false;
                }
            }
        }

        return false;
    }

    /// <summary>Whether the assistant was mentioned, by what the platform says and by the patterns.</summary>
    /// <param name="text">The message.</param>
    /// <param name="canResolve">Whether the platform can tell who was mentioned.</param>
    /// <param name="isMentioned">Whether it says that the assistant was.</param>
    public bool MatchOrExplicit(string? text, bool canResolve, bool isMentioned) => (canResolve && isMentioned) || Match(text);

    internal string Remove(string text)
    {
        foreach (var pattern in _patterns)
        {
            try
            {
                text = pattern.Replace(text, " ");
            }
            catch (RegexMatchTimeoutException)
            {
                // What took too long is left standing.
            }
        }

        return text;
    }

    // "\b" in a double-quoted configuration text is a backspace.
    private static string Normalize(string pattern) => pattern.Replace("\b", @"\b", StringComparison.Ordinal);

    private static Regex? Read(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.IgnoreCase | RegexOptions.ECMAScript, Limit);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string Escape(string text) =>
        string.Concat(text.Select(c => @".*+?^${}()|[]\".Contains(c, StringComparison.Ordinal) ? $@"\{c}" : c.ToString()));
}
