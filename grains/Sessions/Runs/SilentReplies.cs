using System.Text;
using Moltbot.Policy.Replies;

namespace Moltbot.Grains.Sessions.Runs;

/// <summary>Replies that may yet say that there is nothing to say (runtime §7).</summary>
internal static class SilentReplies
{
    /// <summary>Beyond so many characters, blanks around a token included, a text counts as something said.</summary>
    private const int LongestOpen = 64;

    /// <summary>Whether the text so far may turn out to be silent: it is not shown while that is open.</summary>
    public static bool MayBecomeSilent(string text)
    {
        ReadOnlySpan<char> written = text.AsSpan().Trim();
        return IsBeginningOf(SilentReply.Token, written) || IsBeginningOf(HeartbeatReply.Token, written);
    }

    /// <inheritdoc cref="MayBecomeSilent(string)"/>
    /// <param name="text">What was written; a long one is not copied with each piece that is added.</param>
    public static bool MayBecomeSilent(StringBuilder text) => text.Length <= LongestOpen && MayBecomeSilent(text.ToString());

    private static bool IsBeginningOf(string token, ReadOnlySpan<char> written) =>
        written.Length <= token.Length && token.AsSpan().StartsWith(written, StringComparison.Ordinal);
}
