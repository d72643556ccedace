using System.Text.RegularExpressions;

namespace Moltbot.Architecture.Tests;

/// <summary>What of a source file is code, and which types it uses.</summary>
internal static partial class SourceText
{
    /// <summary>The text of a file without its comments.</summary>
    public static string CodeOf(string path) => Code(File.ReadAllText(path));

    /// <summary>A text without its comments. What stands in a string is no comment: an address has two slashes as well.</summary>
    public static string Code(string text) => StringOrComment().Replace(text, static each => each.Value is ['/', ..] ? " " : each.Value);

    /// <summary>
    /// Whether code uses a type: makes one in any of its spellings, declares one, or calls what is static of it. A member of that name is
    /// another thing.
    /// </summary>
    public static bool Uses(string code, string type) => Regex.IsMatch(
        code,
        $@"\bnew {type}\b|(^|[^.\w]){type}\.\w|[<(,] ?{type}\??(\[\])?[>),]|(^|[^.\w]){type}\??(\[\])? \w+ ?(=[^=>]|=$|;|\)|,|\{{|in\b)|(Diagnostics|Sockets)\.{type}\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking | RegexOptions.Multiline);

    [GeneratedRegex(
        "\"\"\"+[^\"]([^\"]|\"[^\"]|\"\"[^\"])*\"\"\"+|\\$?@\\$?\"([^\"]|\"\")*\"|\"([^\"\\\\\n]|\\\\.)*\"|'([^'\\\\\n]|\\\\.[^']*)'|//[^\n]*|/\\*([^*]|\\*[^/])*\\*/",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex StringOrComment();
}
