namespace Moltbot.Policy.Tests.Tools.Reference;

/// <summary>
/// Lists of tools, decided as slowly and plainly as security.md §6 tells it. Written from that text alone: nothing here calls the
/// code it is held against, and nothing is made fast.
/// </summary>
internal static class NaiveLists
{
    internal static readonly Dictionary<string, string> Groups = new()
    {
        ["group:memory"] = "memory_search memory_get",
        ["group:web"] = "web_search web_fetch",
        ["group:fs"] = "read write edit apply_patch",
        ["group:runtime"] = "exec process",
        ["group:sessions"] = "sessions_list sessions_history sessions_send sessions_spawn session_status",
        ["group:ui"] = "browser canvas",
        ["group:automation"] = "cron gateway",
        ["group:messaging"] = "message",
        ["group:nodes"] = "nodes",
        ["group:openclaw"] = "browser canvas nodes cron message gateway agents_list sessions_list sessions_history sessions_send "
            + "sessions_spawn session_status memory_search memory_get web_search web_fetch image",
    };

    internal static readonly Dictionary<string, string> Profiles = new()
    {
        ["minimal"] = "session_status",
        ["coding"] = "group:fs group:runtime group:sessions group:memory image",
        ["messaging"] = "group:messaging sessions_list sessions_history sessions_send session_status",
    };

    /// <summary>The names under which a pattern may find a tool: its own and its alias.</summary>
    internal static string[] NamesOf(string name) => name.Trim().ToLowerInvariant() switch
    {
        "exec" or "bash" => ["exec", "bash"],
        "apply_patch" or "apply-patch" => ["apply_patch", "apply-patch"],
        var other => [other],
    };

    /// <summary>The entries that count: blank ones are dropped, and so is a lone exclamation mark.</summary>
    internal static List<string> Counting(IEnumerable<string>? list) =>
        (list ?? []).Select(entry => entry.Trim()).Where(entry => entry.Replace("!", "").Trim() != "").ToList();

    /// <summary>Whether a list means a tool: nothing but negations means all the others.</summary>
    internal static bool Means(List<string> list, string[] names)
    {
        var negations = list.Where(IsNegation).ToList();
        var others = list.Where(entry => !IsNegation(entry)).ToList();
        var isMeant = others.Count == 0 || others.Any(entry => Fits(entry, names));
        return isMeant && !negations.Any(entry => Fits(entry, names));
    }

    internal static bool IsNegation(string entry) => entry.TakeWhile(c => c == '!' || char.IsWhiteSpace(c)).Count(c => c == '!') % 2 == 1;

    internal static bool Fits(string entry, string[] names)
    {
        var pattern = entry.TrimStart('!', ' ').Trim().ToLowerInvariant();
        return Expand(pattern)
            .SelectMany(each => Groups.TryGetValue(each.Trim(), out var tools) ? tools.Split(' ') : [each.Trim()])
            .Any(each => names.Any(name => Glob(each, name)));
    }

    /// <summary>Only a star is special, and everything has to fit.</summary>
    internal static bool Glob(string pattern, string name)
    {
        if (pattern == "")
        {
            return name == "";
        }

        if (pattern[0] == '*')
        {
            return Glob(pattern[1..], name) || (name != "" && Glob(pattern, name[1..]));
        }

        return name != "" && name[0] == pattern[0] && Glob(pattern[1..], name[1..]);
    }

    /// <summary>Replaces the first pair of braces by each of its alternatives, and begins again.</summary>
    internal static List<string> Expand(string text)
    {
        for (var open = 0; open < text.Length; open++)
        {
            if (text[open] != '{')
            {
                continue;
            }

            var depth = 0;
            var part = "";
            var parts = new List<string>();
            for (var at = open; at < text.Length; at++)
            {
                depth += text[at] == '{' ? 1 : text[at] == '}' ? -1 : 0;
                if (depth == 0)
                {
                    parts.Add(part);
                    return parts.SelectMany(each => Expand(text[..open] + each + text[(at + 1)..])).ToList();
                }

                if (depth == 1 && text[at] == ',')
                {
                    parts.Add(part);
                    part = "";
                }
                else if (at > open)
                {
                    part += text[at];
                }
            }
        }

        return [text];
    }
}
