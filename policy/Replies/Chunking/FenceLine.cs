using System.Text.RegularExpressions;

namespace Moltbot.Policy.Replies.Chunking;

/// <summary>A line that opens or closes a fenced code block in Markdown.</summary>
/// <param name="Line">The line.</param>
/// <param name="Indent">The spaces before the marker.</param>
/// <param name="Marker">The marker: three or more of <c>`</c> or <c>~</c>.</param>
internal sealed partial record FenceLine(string Line, string Indent, string Marker)
{
    /// <summary>The line that closes the block.</summary>
    public string CloseLine => Indent + Marker;

    /// <summary>Whether another such line closes the block that this one opens.</summary>
    public bool IsClosedBy(FenceLine other) => other.Marker[0] == Marker[0] && other.Marker.Length >= Marker.Length;

    /// <summary>Reads a line; null for any other.</summary>
    public static FenceLine? Read(string line)
    {
        var match = Fence().Match(line);
        return match.Success ? new FenceLine(line, match.Groups["indent"].Value, match.Groups["marker"].Value) : null;
    }

    [GeneratedRegex(@"\A(?<indent> {0,3})(?<marker>`{3,}|~{3,})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Fence();
}
