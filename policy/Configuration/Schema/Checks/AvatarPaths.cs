using System.Globalization;
using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration.Schema.Rules;

namespace Moltbot.Policy.Configuration.Schema.Checks;

/// <summary>An avatar is a web address, a data URI or a file inside the agent's workspace: nothing else is ever read and shown.</summary>
internal static class AvatarPaths
{
    public static IEnumerable<ConfigIssue> Check(JsonObject document)
    {
        if (document["agents"]?["list"] is not JsonArray agents)
            yield break;
        for (var index = 0; index < agents.Count; index++)
        {
            var avatar = Kinds.Text(agents[index]?["identity"]?["avatar"])?.Trim() ?? "";
            if (Complaint(avatar) is { } complaint)
                yield return new ConfigIssue(string.Create(CultureInfo.InvariantCulture, $"agents.list.{index}.identity.avatar"), complaint);
        }
    }

    private static string? Complaint(string avatar)
    {
        if (avatar.Length == 0 || Starts("data:") || Starts("http://") || Starts("https://"))
            return null;
        var isDrive = avatar.Length > 2 && char.IsAsciiLetter(avatar[0]) && avatar[1] == ':' && avatar[2] is '/' or '\\';
        if (avatar[0] == '~' || (HasScheme(avatar) && !isDrive))
            return "identity.avatar must be a workspace-relative path, http(s) URL, or data URI.";
        return ConfigPaths.LeavesFolder(avatar) ? "identity.avatar must stay within the agent workspace." : null;

        bool Starts(string prefix) => avatar.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
    }

    private static bool HasScheme(string avatar)
    {
        var colon = avatar.IndexOf(':');
        return colon > 0 && char.IsAsciiLetter(avatar[0])
            && avatar.AsSpan(0, colon).IndexOfAnyExcept("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-") < 0;
    }
}
