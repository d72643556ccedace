using System.Globalization;
using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration.Schema;
using Moltbot.Policy.Configuration.Schema.Rules;

namespace Moltbot.Policy.Configuration.Loading;

/// <summary>
/// Keys whose value is a file, a folder or a program of the machine. Those are the operator's, wherever a tenant's text leads (F2). The
/// schema says which they are; in parts whose form only a plugin knows, the key's name does.
/// </summary>
internal static class HostKeys
{
    private static readonly string[] Endings =
    [
        "path", "paths", "file", "files", "dir", "dirs", "folder", "folders", "root", "store", "workspace", "prepend", "binds", "mounts",
        "command", "module", "executable", "program",
    ];

    /// <summary>How keys end that only look like one: parts of an address, and a set of settings.</summary>
    private static readonly string[] Others = ["webhookPath", "basePath", "apiRoot", "gatewayRoot", "profile", "profiles"];

    /// <summary>The places of a document that name something of the machine, each with what to say of it.</summary>
    /// <param name="document">A document that was not checked yet.</param>
    public static IEnumerable<ConfigIssue> Find(JsonNode? document) =>
        Below(document, ConfigSchema.Document, "").DistinctBy(static issue => issue.Path);

    /// <summary>Whether a key's name alone says that its value is something of the machine.</summary>
    public static bool Suggests(string key) => EndsLike(key, Endings) && !EndsLike(key, Others);

    private static IEnumerable<ConfigIssue> Below(JsonNode? node, Rule rule, string path) => rule switch
    {
        ShapeRule shape => Members(node, path).SelectMany(member => Of(member, shape)),
        // A list may be written as an object by id (agents.list).
        ListRule list => Members(node, path).SelectMany(member => Below(member.Value, list.Item, member.Path)),
        MapRule { Item: AnythingRule } or AnythingRule => Members(node, path).SelectMany(Unknown),
        MapRule map => Members(node, path).SelectMany(member => Below(member.Value, map.Item, member.Path)),
        EitherRule either => either.Options.SelectMany(option => Below(node, option, path)),
        OursRule ours => ours.Options.SelectMany(option => Below(node, option, path)),
        _ => [],
    };

    private static IEnumerable<ConfigIssue> Of(Member member, ShapeRule shape) => shape.Find(member.Key) switch
    {
        { Host: { } use } => [new ConfigIssue(member.Path, ComplaintOf(use, member.Key))],
        { } field => Below(member.Value, field.Rule, member.Path),
        null => shape.Others is { } others and not AnythingRule ? Below(member.Value, others, member.Path) : Unknown(member),
    };

    // A switch or a number names nothing, whatever its key.
    private static IEnumerable<ConfigIssue> Unknown(Member member) => Suggests(member.Key) && (Kinds.Text(member.Value) is not null || member.Value is JsonArray)
        ? [new ConfigIssue(member.Path, ComplaintOf(HostUse.Path, member.Key))]
        : Members(member.Value, member.Path).SelectMany(Unknown);

    private static bool EndsLike(string key, string[] endings) => endings.Any(ending => key.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private static string ComplaintOf(HostUse use, string key) => use switch
    {
        HostUse.SecretFile => $"files of the host ({key}) are not available to a tenant; write the secret itself",
        HostUse.Program => "programs of the host are not available to a tenant",
        _ => "paths of the host are not available to a tenant",
    };

    private static IEnumerable<Member> Members(JsonNode? node, string path) => node switch
    {
        JsonObject shape => shape.Select(member => new Member(member.Key, member.Value, Inspection.Join(path, member.Key))),
        JsonArray list => list.Select((item, index) => new Member("", item, Inspection.Join(path, index.ToString(CultureInfo.InvariantCulture)))),
        _ => [],
    };

    /// <param name="Key">Its key; empty for an item of a list.</param>
    /// <param name="Value">Its value.</param>
    /// <param name="Path">Where it stands.</param>
    private readonly record struct Member(string Key, JsonNode? Value, string Path);
}
