using System.Globalization;
using System.Text.Json.Nodes;

namespace Moltbot.Policy.Configuration.Schema.Rules;

/// <summary>A list.</summary>
internal sealed class ListRule(Rule item) : Rule
{
    public Rule Item { get; } = item;

    /// <summary>A rule over the whole list; it runs when the items are of the right kind.</summary>
    public Action<JsonArray, string, Inspection>? Check { get; init; }

    public override JsonNode? Apply(JsonNode? value, string path, Inspection inspection)
    {
        if (value is not JsonArray list)
        {
            WrongKind(inspection, path, "array", value);
            return value;
        }
        var mark = inspection.Count;
        for (var index = 0; index < list.Count; index++)
        {
            var stored = Item.Apply(list[index], Inspection.Join(path, index.ToString(CultureInfo.InvariantCulture)), inspection);
            if (!ReferenceEquals(stored, list[index]))
                list[index] = stored;
        }
        if (Check is not null && !inspection.FatalSince(mark))
            Check(list, path, inspection);
        return list;
    }

    public override JsonObject Describe() => new() { ["type"] = "array", ["items"] = Item.Describe() };
}
