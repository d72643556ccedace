using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration.Schema.Rules;

namespace Moltbot.Policy.Configuration.Schema.Export;

/// <summary>Labels, order and sensitivity of keys, by path; <c>*</c> stands for a name, <c>[]</c> for an item of a list.</summary>
internal static class FormHints
{
    /// <summary>Forms nest no deeper; what lies below is edited as text.</summary>
    private const int MaxDepth = 8;

    private static readonly Dictionary<string, int> Order = new(StringComparer.Ordinal)
    {
        ["wizard"] = 20, ["update"] = 25, ["diagnostics"] = 27, ["gateway"] = 30, ["nodeHost"] = 35, ["agents"] = 40, ["tools"] = 50,
        ["bindings"] = 55, ["audio"] = 60, ["models"] = 70, ["messages"] = 80, ["commands"] = 85, ["session"] = 90, ["cron"] = 100,
        ["hooks"] = 110, ["ui"] = 120, ["browser"] = 130, ["talk"] = 140, ["channels"] = 150, ["skills"] = 200, ["plugins"] = 205,
        ["discovery"] = 210, ["logging"] = 900,
    };

    public static JsonObject Build(ShapeRule document)
    {
        var hints = new JsonObject();
        foreach (var field in document.Fields)
        {
            var hint = new JsonObject { ["label"] = Label(field.Name), ["group"] = Label(field.Name) };
            if (Order.TryGetValue(field.Name, out var order))
                hint["order"] = order;
            hints[field.Name] = hint;
            AddBelow(field.Rule, field.Name, 1, hints);
        }
        return hints;
    }

    private static void AddBelow(Rule rule, string path, int depth, JsonObject hints)
    {
        if (depth >= MaxDepth)
            return;
        switch (rule)
        {
            case ShapeRule shape:
                foreach (var field in shape.Fields)
                {
                    var place = Inspection.Join(path, field.Name);
                    hints[place] = Hint(field);
                    AddBelow(field.Rule, place, depth + 1, hints);
                }
                break;
            case MapRule map:
                AddBelow(map.Item, $"{path}.*", depth + 1, hints);
                break;
            case ListRule list:
                AddBelow(list.Item, $"{path}[]", depth + 1, hints);
                break;
        }
    }

    private static JsonObject Hint(Field field)
    {
        var hint = new JsonObject { ["label"] = Label(field.Name) };
        if (field.IsSecret)
            hint["sensitive"] = true;
        return hint;
    }

    /// <summary><c>textChunkLimit</c> → <c>Text Chunk Limit</c>.</summary>
    private static string Label(string name)
    {
        var label = new StringBuilder(name.Length + 8);
        foreach (var character in name)
        {
            if (char.IsUpper(character) && label.Length > 0)
                label.Append(' ');
            label.Append(label.Length == 0 ? char.ToUpper(character, CultureInfo.InvariantCulture) : character);
        }
        return label.ToString();
    }
}
