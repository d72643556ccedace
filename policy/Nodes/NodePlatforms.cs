namespace Moltbot.Policy.Nodes;

/// <summary>Reads what a node says about its machine.</summary>
public static class NodePlatforms
{
    /// <summary>The platform by how its text begins, else by what the device family contains.</summary>
    public static NodePlatform Parse(string? platform, string? deviceFamily)
    {
        var text = (platform ?? "").Trim().ToLowerInvariant();
        (string Prefix, NodePlatform Platform)[] prefixes =
        [
            ("ios", NodePlatform.Ios), ("android", NodePlatform.Android), ("mac", NodePlatform.MacOS),
            ("darwin", NodePlatform.MacOS), ("win", NodePlatform.Windows), ("linux", NodePlatform.Linux),
        ];
        foreach (var (prefix, found) in prefixes)
        {
            if (text.StartsWith(prefix, StringComparison.Ordinal))
            {
                return found;
            }
        }

        var family = (deviceFamily ?? "").Trim().ToLowerInvariant();
        (string Part, NodePlatform Platform)[] parts =
        [
            ("iphone", NodePlatform.Ios), ("ipad", NodePlatform.Ios), ("ios", NodePlatform.Ios),
            ("android", NodePlatform.Android), ("mac", NodePlatform.MacOS), ("windows", NodePlatform.Windows),
            ("linux", NodePlatform.Linux),
        ];
        foreach (var (part, found) in parts)
        {
            if (family.Contains(part, StringComparison.Ordinal))
            {
                return found;
            }
        }

        return NodePlatform.Unknown;
    }
}
