using Moltbot.Runner.Sandboxes;

namespace Moltbot.Runner.Tools;

/// <summary>
/// What a model calls a file. The name is read here, so that it is refused in words that a model understands; what it leads to, links
/// included, is found out inside the sandbox, where nothing else can be found.
/// </summary>
internal static class SandboxPath
{
    private const int MaxLength = 1024;

    /// <summary>The path inside the sandbox, without <c>.</c> and <c>..</c>.</summary>
    /// <exception cref="ToolRefusal">It leads elsewhere or is no path.</exception>
    public static string Of(string text, SandboxPlace place)
    {
        // Models write the spaces that they read; a leading @ is how chats mark files.
        var name = new string([.. text.Trim().Select(static each => char.IsWhiteSpace(each) && !char.IsControl(each) ? ' ' : each)]);
        if (name.Length is 0 or > MaxLength || name.Any(char.IsControl))
        {
            throw new ToolRefusal("that is no path");
        }

        name = name is "~" ? "" : name.StartsWith("~/", StringComparison.Ordinal) ? name[2..] : name;
        List<string> parts = name.StartsWith('/') ? [] : [SandboxPlace.WorkspacePath[1..]];
        foreach (var part in name.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("." or ".."))
            {
                parts.Add(part);
            }
        }

        var path = "/" + string.Join('/', parts);
        return IsBelow(path, SandboxPlace.WorkspacePath) || (place.Agent is not null && IsBelow(path, SandboxPlace.AgentPath))
            ? path
            : throw new ToolRefusal($"{text} is outside the workspace; use a path below {SandboxPlace.WorkspacePath}");
    }

    private static bool IsBelow(string path, string folder) => path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal);
}
