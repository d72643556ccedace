using System.Text.RegularExpressions;

namespace Moltbot.Policy.Tools.Mcp;

/// <summary>
/// How tools of servers are called: <c>mcp_&lt;server&gt;_&lt;tool&gt;</c>, in lower case. No server's name has an underscore, so no two servers meet in one
/// name, and no tool of ours begins so.
/// </summary>
public static partial class McpNames
{
    /// <summary>What the names of all of them begin with.</summary>
    public const string Prefix = "mcp_";

    /// <summary>All of them, as an entry of a list names them.</summary>
    public const string Group = "group:mcp";

    /// <summary>Longest name of a tool, characters: what all providers take.</summary>
    public const int MaxLength = 64;

    /// <summary>Longest name of a server, characters. Arbitrary: so that there is room for the tool's own.</summary>
    public const int MaxServerLength = 24;

    /// <summary>What a server may be called, in words.</summary>
    public const string ServerForm = "a server's name is of 1 to 24 small letters, digits and hyphens, and begins with a letter or digit";

    /// <summary>Whether a server may be called so.</summary>
    public static bool IsServer(string name) => name.Length <= MaxServerLength && Server().IsMatch(name);

    /// <summary>Whether a name is that of a server's tool.</summary>
    public static bool IsOne(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The name that policy and models know a tool by; null where there is none for it.</summary>
    /// <param name="server">The server's name.</param>
    /// <param name="tool">The tool's name as its server says it. What no provider takes in a name becomes an underscore.</param>
    public static string? Of(string server, string tool)
    {
        // Half of a name would be another tool's: one that is too long has none.
        if (tool.Length == 0 || Prefix.Length + server.Length + 1 + tool.Length > MaxLength)
        {
            return null;
        }

        var name = string.Concat(tool.Select(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? char.ToLowerInvariant(c) : '_'));
        return name.Any(char.IsAsciiLetterOrDigit) ? $"{Prefix}{server}_{name}" : null;
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]*\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Server();
}
