using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration.Schema.Rules;

namespace Moltbot.Policy.Configuration.Writing;

/// <summary>
/// Documents are shown with their secrets masked. A writer that sends the mask back at the same place means the stored
/// secret, so that a form can be saved without anybody ever seeing it.
/// </summary>
public static class SecretMask
{
    /// <summary>Stands for a secret that is stored.</summary>
    public const string Mask = "__MOLTBOT_REDACTED__";

    /// <summary>A copy with every secret replaced by <see cref="Mask"/>.</summary>
    public static JsonNode? Apply(JsonNode? tree) => Apply(tree, "");

    /// <summary>A copy with every secret replaced by <see cref="Mask"/>.</summary>
    public static JsonNode? Apply(JsonElement tree) => Apply(Node(tree), "");

    /// <summary>
    /// A copy with every mask replaced by what <paramref name="stored"/> has at the same place; the places where it has nothing
    /// are reported.
    /// </summary>
    public static (JsonNode? Tree, IReadOnlyList<ConfigIssue> Issues) Restore(JsonNode? tree, JsonNode? stored)
    {
        var issues = new List<ConfigIssue>();
        return (Restore(tree, stored, "", "", issues), issues);
    }

    internal static JsonNode? Node(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => JsonObject.Create(element),
        JsonValueKind.Array => JsonArray.Create(element),
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        _ => JsonValue.Create(element),
    };

    private static JsonNode? Apply(JsonNode? tree, string container) => tree switch
    {
        JsonObject shape => new JsonObject(shape.Select(entry => KeyValuePair.Create(entry.Key,
            SecretKeys.IsSecret(container, entry.Key, entry.Value) ? JsonValue.Create(Mask) : Apply(entry.Value, entry.Key)))),
        JsonArray list => new JsonArray([.. list.Select(item => ApplyItem(item, container))]),
        _ => tree?.DeepClone(),
    };

    private static JsonNode? ApplyItem(JsonNode? item, string list) =>
        SecretKeys.IsSecret(list, list, item) ? JsonValue.Create(Mask) : Apply(item, list);

    private static JsonNode? Restore(JsonNode? tree, JsonNode? stored, string path, string container, List<ConfigIssue> issues)
    {
        switch (tree)
        {
            case JsonObject shape:
                return new JsonObject(shape.Select(entry => KeyValuePair.Create(entry.Key,
                    Restore(entry.Value, (stored as JsonObject)?[entry.Key], Inspection.Join(path, entry.Key), entry.Key, issues))));
            case JsonArray list:
                return new JsonArray([.. list.Select((item, index) =>
                    Restore(item, Counterpart(item, stored as JsonArray, index, list.Count, container), Inspection.Join(path, index.ToString(System.Globalization.CultureInfo.InvariantCulture)), container, issues))]);
            default:
                if (Kinds.Text(tree) != Mask)
                    return tree?.DeepClone();
                if (stored is null)
                    issues.Add(new ConfigIssue(path, $"{Mask} stands for a stored secret, but none is stored here; write the value itself"));
                return stored?.DeepClone();
        }
    }

    /// <summary>
    /// Items of a list have no names, so a secret goes back only into an item that is otherwise unchanged; it must not end up
    /// with another address. An item that is nothing but a secret has only its place, which means something while none was added
    /// or taken away.
    /// </summary>
    private static JsonNode? Counterpart(JsonNode? item, JsonArray? stored, int index, int count, string list) =>
        stored is not null && index < stored.Count && JsonNode.DeepEquals(ApplyItem(stored[index], list), item)
        && (Kinds.Text(item) != Mask || stored.Count == count)
            ? stored[index]
            : null;
}
