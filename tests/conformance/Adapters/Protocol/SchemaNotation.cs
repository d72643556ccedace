using System.Text.Json.Nodes;

namespace Moltbot.Conformance.Adapters.Protocol;

/// <summary>
/// Reads the compact notation of protocol_schemas.json and makes values that fit and values that do not. It shares nothing with
/// the shapes it judges.
/// </summary>
internal abstract record SchemaNotation
{
    /// <summary>A value that fits.</summary>
    internal abstract JsonNode? Good();

    /// <summary>Values with the verdict each deserves.</summary>
    internal abstract IEnumerable<(JsonNode? Value, bool Fits)> Samples();

    internal static SchemaNotation Read(JsonNode node) => node switch
    {
        JsonValue text => ReadText((string)text!),
        JsonArray list => new ListOf(Read(list[0]!), 0, int.MaxValue),
        JsonObject map when map.Count == 1 && map["mapOf"] is { } values => new MapOf(Read(values)),
        JsonObject choice when choice.Count == 1 && choice["oneOf"] is JsonArray options => new OneOf([.. options.Select(each => Read(each!))]),
        JsonObject keys => ReadObject(keys),
        _ => throw new FormatException($"not in the notation: {node}"),
    };

    private static Keys ReadObject(JsonObject keys) => new(
        [.. keys.Where(pair => pair.Key != "...").Select(pair => (pair.Key.TrimEnd('?'), pair.Key.EndsWith('?'), Read(pair.Value!)))],
        keys.ContainsKey("..."));

    private static SchemaNotation ReadText(string text)
    {
        var options = SplitOptions(text);
        if (options.Count > 1)
        {
            return new OneOf([.. options.Select(ReadText)]);
        }

        if (text.StartsWith('['))
        {
            var end = text.LastIndexOf(']');
            return new ListOf(ReadText(text[1..end]), Bound(text[end..], "min ") ?? 0, Bound(text[end..], "max ") ?? int.MaxValue);
        }

        return text switch
        {
            _ when text.StartsWith("map<string,", StringComparison.Ordinal) => new MapOf(ReadText(text["map<string,".Length..^1])),
            _ when text.StartsWith('"') => new Exactly(JsonValue.Create(text.Trim('"'))),
            _ when int.TryParse(text, out var number) => new Exactly(JsonValue.Create(number)),
            "any" => new Anything(),
            "null" => new Nothing(),
            "boolean" => new Flag(),
            "string non-empty" => new Text(1, int.MaxValue),
            _ when text.StartsWith("string", StringComparison.Ordinal) =>
                new Text(Bound(text, "len>=") ?? 0, Bound(text, "len<=") ?? int.MaxValue),
            _ when text.StartsWith("integer", StringComparison.Ordinal) => new Whole(Bound(text, ">="), Bound(text, "<=")),
            _ => throw new FormatException($"not in the notation: {text}"),
        };
    }

    private static int? Bound(string text, string mark)
    {
        var at = text.IndexOf(mark, StringComparison.Ordinal);
        return at < 0 ? null : int.Parse(string.Concat(text[(at + mark.Length)..].TakeWhile(char.IsAsciiDigit)));
    }

    private static List<string> SplitOptions(string text)
    {
        var options = new List<string>();
        var depth = 0;
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '[' => 1, ']' => -1, '<' when i > 2 && text[i - 1] == 'p' => 1, '>' when i + 1 == text.Length => -1, _ => 0 };
            if (text[i] == '|' && depth == 0)
            {
                options.Add(text[start..i]);
                start = i + 1;
            }
        }

        options.Add(text[start..]);
        return options;
    }

    internal sealed record Anything : SchemaNotation
    {
        internal override JsonNode? Good() => new JsonObject { ["deep"] = new JsonArray(1, "two", null) };

        internal override IEnumerable<(JsonNode? Value, bool Fits)> Samples() =>
            [(Good(), true), (null, true), (1.5, true), ("x", true), (new JsonArray(), true)];
    }

    internal sealed record Nothing : SchemaNotation
    {
        internal override JsonNode? Good() => null;

        internal override IEnumerable<(JsonNode? Value, bool Fits)> Samples() => [(null, true), (0, false), (new JsonObject(), false)];
    }

    internal sealed record Flag : SchemaNotation
    {
        internal override JsonNode? Good() => true;

        internal override IEnumerable<(JsonNode? Value, bool Fits)> Samples() =>
            [(true, true), (false, true), (null, false), (0, false), ("true", false)];
    }

    internal sealed record Text(int Min, int Max) : SchemaNotation
    {
        internal override JsonNode? Good() => new string('x', Math.Max(Min, 1));

        internal override IEnumerable<(JsonNode? Value, bool Fits)> Samples()
        {
            yield return (Good(), true);
            yield return ("", Min == 0);
            yield return (null, false);
            yield return (5, false);
            yield return (new JsonArray("x"), false);
            if (Max < int.MaxValue)
            {
                yield return (string.Concat(Enumerable.Repeat("😀", Max)), true);
                yield return (new string('x', Max + 1), false);
            }
        }
    }

    internal sealed record Whole(long? Min, long? Max) : SchemaNotation
    {
        internal override JsonNode? Good() => Min ?? 0;

        internal override IEnumerable<(JsonNode? Value, bool Fits)> Samples()
        {
            yield return (Good(), true);
            yield return (JsonNode.Parse($"{Min ?? 0}.0"), true);
            yield return (JsonNode.Parse("1e3"), (Min ?? 0) <= 1000 && (Max ?? 1000) >= 1000);
            yield return ((Min ?? 0) + 0.5, false);
            yield return (null, false);
            yield return ("1", false);
            yield return (true, false);
            yield return (JsonNode.Parse("1e999"), false);
            if (Min is { } min)
            {
                yield return (min - 1, false);
            }

            if (Max is { } max)
            {
                yield return (max, true);
                yield return (max + 1, false);
            }
        }
    }

    internal sealed record Exactly(JsonValue Value) : SchemaNotation
    {
        internal override JsonNode? Good() => Value.DeepClone();

        internal override IEnumerable<(JsonNode? Value, bool Fits)> Samples() =>
            [(Good(), true), ("other", false), (77, false), (null, false), (new JsonObject(), false)];
    }

    internal sealed record OneOf(IReadOnlyList<SchemaNotation> Options) : SchemaNotation
    {
        internal override JsonNode? Good() => Options[0].Good();

        // A value refused by one option may be another's, so only what no option can take is sampled as refused.
        internal override IEnumerable<(JsonNode? Value, bool Fits)> Samples() =>
            Options.SelectMany(option => option.Samples()).Where(sample => sample.Fits).Append((new JsonArray(new JsonArray()), false));
    }

    internal sealed record ListOf(SchemaNotation Item, int Min, int Max) : SchemaNotation
    {
        internal override JsonNode? Good() => Of(Math.Max(Min, 1));

        internal override IEnumerable<(JsonNode? Value, bool Fits)> Samples()
        {
            yield return (Good(), true);
            yield return (new JsonArray(), Min == 0);
            yield return (null, false);
            yield return ("x", false);
            yield return (new JsonObject(), false);
            if (Max < int.MaxValue)
            {
                yield return (Of(Max), true);
                yield return (Of(Max + 1), false);
            }

            foreach (var (value, fits) in Item.Samples())
            {
                var list = Of(Math.Max(Min, 1));
                list[0] = value?.DeepClone();
                yield return (list, fits);
            }
        }

        private JsonArray Of(int count) => [.. Enumerable.Range(0, count).Select(_ => Item.Good())];
    }

    internal sealed record MapOf(SchemaNotation Values) : SchemaNotation
    {
        internal override JsonNode? Good() => new JsonObject { ["any key"] = Values.Good() };

        internal override IEnumerable<(JsonNode? Value, bool Fits)> Samples() =>
            Values.Samples()
                .Select(sample => ((JsonNode?)new JsonObject { ["a~/b"] = sample.Value?.DeepClone() }, sample.Fits))
                .Concat([(new JsonObject(), true), (null, false), (new JsonArray(), false), (5, false)]);
    }

    internal sealed record Keys(IReadOnlyList<(string Name, bool Optional, SchemaNotation Value)> Members, bool Open) : SchemaNotation
    {
        internal override JsonNode? Good() => With(_ => true);

        internal override IEnumerable<(JsonNode? Value, bool Fits)> Samples()
        {
            yield return (Good(), true);
            yield return (With(member => !member.Optional), true);
            yield return (null, false);
            yield return (new JsonArray(), false);
            yield return ("x", false);
            var more = With(_ => true);
            more["unheard of"] = 1;
            yield return (more, Open);
            foreach (var (name, optional, value) in Members)
            {
                var less = With(_ => true);
                less.Remove(name);
                yield return (less, optional);
                foreach (var (sample, fits) in value.Samples())
                {
                    var changed = With(_ => true);
                    changed[name] = sample?.DeepClone();
                    yield return (changed, fits);
                }
            }
        }

        private JsonObject With(Func<(string Name, bool Optional, SchemaNotation Value), bool> choose) =>
            new(Members.Where(choose).Select(member => KeyValuePair.Create(member.Name, member.Value.Good())));
    }
}
