using System.Text.Json.Nodes;

namespace Moltbot.Policy.Configuration.Schema.Rules;

/// <summary>An object with known keys. Unknown keys are refused unless <see cref="Others"/> or <see cref="DropsOthers"/> says otherwise.</summary>
internal sealed class ShapeRule : Rule
{
    private readonly Dictionary<string, Field> byName;

    public ShapeRule(IReadOnlyList<Field> fields)
    {
        Fields = fields;
        byName = fields.ToDictionary(static field => field.Name, StringComparer.Ordinal);
    }

    public IReadOnlyList<Field> Fields { get; }

    /// <summary>The key of that name; null when it is not listed.</summary>
    public Field? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>What keys that are not listed must hold; null when there must be none.</summary>
    public Rule? Others { get; init; }

    /// <summary>Whether keys that are not listed are left out of the loaded document instead of refused.</summary>
    public bool DropsOthers { get; init; }

    /// <summary>Rules over several keys; they run when every key is of the right kind.</summary>
    public IReadOnlyList<Action<JsonObject, string, Inspection>> Checks { get; init; } = [];

    /// <summary>The same shape with more keys (a channel is an account with accounts).</summary>
    public ShapeRule With(params ReadOnlySpan<Field> more)
    {
        var fields = Fields.ToList();
        foreach (var field in more)
        {
            fields.RemoveAll(existing => existing.Name == field.Name);
            fields.Add(field);
        }
        return new ShapeRule(fields) { Others = Others, DropsOthers = DropsOthers, Checks = Checks };
    }

    /// <summary>The same shape with rules over several keys.</summary>
    public ShapeRule Checked(params Action<JsonObject, string, Inspection>[] checks) =>
        new(Fields) { Others = Others, DropsOthers = DropsOthers, Checks = [.. Checks, .. checks] };

    public override JsonNode? Apply(JsonNode? value, string path, Inspection inspection)
    {
        if (value is not JsonObject shape)
        {
            WrongKind(inspection, path, "object", value);
            return value;
        }
        var mark = inspection.Count;
        foreach (var field in Fields)
            ApplyField(field, shape, path, inspection);
        ApplyOthers(shape, path, inspection);
        if (Checks.Count > 0 && !inspection.FatalSince(mark))
        {
            foreach (var check in Checks)
                check(shape, path, inspection);
        }
        return shape;
    }

    public override JsonObject Describe()
    {
        var properties = new JsonObject();
        foreach (var field in Fields)
        {
            var described = field.Rule.Describe();
            if (field.Default is not null)
                described["default"] = field.Default.DeepClone();
            properties[field.Name] = described;
        }
        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties };
        // As the original exports it: a loaded document always has the keys that have defaults.
        var required = Fields.Where(static field => field.IsRequired || field.Default is not null).Select(static field => JsonValue.Create(field.Name)).ToArray();
        if (required.Length > 0)
            schema["required"] = new JsonArray([.. required]);
        schema["additionalProperties"] = Others is null or AnythingRule ? Others is not null || DropsOthers : Others.Describe();
        return schema;
    }

    private static void ApplyField(Field field, JsonObject shape, string path, Inspection inspection)
    {
        if (field.IsOurs && !inspection.Additions)
            return;
        if (shape.TryGetPropertyValue(field.Name, out var current))
        {
            var stored = field.Rule.Apply(current, Inspection.Join(path, field.Name), inspection);
            if (!ReferenceEquals(stored, current))
                shape[field.Name] = stored;
        }
        else if (field.Default is not null)
        {
            if (inspection.FillsDefaults)
                shape[field.Name] = field.Default.DeepClone();
        }
        else if (field.IsRequired)
        {
            inspection.Report(Inspection.Join(path, field.Name), $"Invalid input: expected {Expected(field.Rule)}, received undefined", fatal: true);
        }
    }

    private void ApplyOthers(JsonObject shape, string path, Inspection inspection)
    {
        List<string>? unknown = null;
        foreach (var key in shape.Select(static entry => entry.Key).ToList())
        {
            if (byName.TryGetValue(key, out var field) && (!field.IsOurs || inspection.Additions))
                continue;
            if (Others is not null)
            {
                var stored = Others.Apply(shape[key], Inspection.Join(path, key), inspection);
                if (!ReferenceEquals(stored, shape[key]))
                    shape[key] = stored;
            }
            else if (DropsOthers)
            {
                shape.Remove(key);
            }
            else
            {
                (unknown ??= []).Add(key);
            }
        }
        if (unknown is not null)
        {
            var names = string.Join(", ", unknown.Select(static key => $"\"{key}\""));
            inspection.Report(path, $"Unrecognized key{(unknown.Count > 1 ? "s" : "")}: {names}", fatal: true);
        }
    }

    private static string Expected(Rule rule) => rule switch
    {
        TextRule => "string",
        NumberRule => "number",
        FlagRule => "boolean",
        ListRule => "array",
        MapRule => "record",
        ChoiceRule choice => string.Join('|', choice.Words.Select(static word => $"\"{word}\"")),
        _ => "object",
    };
}
