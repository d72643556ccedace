using System.Globalization;
using System.Text.Json.Nodes;
using Moltbot.Policy.Access.Allowlists;
using Moltbot.Policy.Channels;
using Moltbot.Policy.Configuration.Schema.Rules;
using Moltbot.Policy.SecurityAudit.Channels;

namespace Moltbot.Policy.Configuration;

/// <summary>
/// Names in lists of senders (C1): a name changes hands, and whoever takes it over would take over its rights, so only ids are matched
/// unless the operator asked for names. A name that lets nobody in is told when it is written and not when somebody wonders.
/// </summary>
public static class ListedNames
{
    private static readonly string[] Lists = ["allowFrom", "groupAllowFrom", "users"];

    /// <summary>One name in a list.</summary>
    /// <param name="List">The path of the list.</param>
    /// <param name="Entry">The name as written.</param>
    /// <param name="Issue">What to say of it.</param>
    internal sealed record Name(string List, string Entry, ConfigIssue Issue);

    /// <summary>All names in the lists of a document, its variables replaced: what a list names is what stands there then.</summary>
    internal static IEnumerable<Name> Find(JsonNode? document)
    {
        var root = document as JsonObject;
        foreach (var (channel, section) in root?["channels"] as JsonObject ?? [])
        {
            foreach (var name in Below(section, $"channels.{channel}", channel, trusts: false))
                yield return name;
        }
        foreach (var (channel, list) in Below(root, "tools", "elevated", "allowFrom"))
        {
            foreach (var name in In(list, $"tools.elevated.allowFrom.{channel}", channel))
                yield return name;
        }
    }

    /// <summary>Whether a warning is about a name in a list of an account, which <c>channels.….allowFrom.name_based_entries</c> is about too.</summary>
    public static bool IsOfAccount(ConfigIssue warning) =>
        warning.Path.Split('.') is ["channels", var channel, .., var list, _] && NameMatching.IsOffered(channel) && Lists.Contains(list, StringComparer.Ordinal);

    /// <summary>The names that stand in a document and did not stand there before.</summary>
    internal static IReadOnlyList<ConfigIssue> Added(ConfigSnapshot before, ConfigSnapshot after)
    {
        var known = before.Names.Select(static name => (name.List, name.Entry)).ToHashSet();
        return [.. after.Names.Where(name => !known.Contains((name.List, name.Entry))).Select(static name => name.Issue)];
    }

    /// <summary>The object at a place; an empty one where the document, which may be an invalid one, has something else there.</summary>
    private static JsonObject Below(JsonObject? root, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
            root = root?[key] as JsonObject;
        return root ?? [];
    }

    /// <param name="trusts">Whether names count there; an account's own word goes before its channel's.</param>
    private static IEnumerable<Name> Below(JsonNode? node, string path, string channel, bool trusts)
    {
        var section = node as JsonObject ?? [];
        trusts = NameMatching.IsOffered(channel) && section[NameMatching.Key] is JsonValue own && own.TryGetValue(out bool said) ? said : trusts;
        return section.SelectMany(member =>
            !Lists.Contains(member.Key, StringComparer.Ordinal) ? Below(member.Value, $"{path}.{member.Key}", channel, trusts)
            : trusts ? []
            : In(member.Value, $"{path}.{member.Key}", channel));
    }

    private static IEnumerable<Name> In(JsonNode? list, string path, string channel) => (list as JsonArray ?? [])
        .Select((entry, index) => (Text: Kinds.Text(entry), Index: index))
        .Where(entry => entry.Text is { } text && ChangeableNames.IsName(channel, text))
        .Select(entry => new Name(path, entry.Text!, new ConfigIssue(
            string.Create(CultureInfo.InvariantCulture, $"{path}.{entry.Index}"),
            $"\"{entry.Text}\" is a name, which can change hands, and lets nobody in; list {Allowed(channel)} instead (/whoami shows it)")));

    private static string Allowed(string channel) => channel switch
    {
        ChannelIds.Telegram => "the numeric id, such as \"123456789\",",
        ChannelIds.Discord => "the numeric user id, such as \"123456789012345678\",",
        ChannelIds.Slack => "the user id, such as \"U0123ABCD\",",
        "msteams" => "the object id (a GUID)",
        _ => "the id, such as \"users/123\",",
    };
}
