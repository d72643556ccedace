using System.Text.Json;

namespace Moltbot.Policy.Configuration;

/// <summary>
/// Reads values out of one object of a validated document. A missing key or another type reads as "not set"; the schema has
/// refused wrong types long before.
/// </summary>
public readonly struct ConfigSection(JsonElement element)
{
    /// <summary>The element; undefined when the section is absent.</summary>
    public JsonElement Element { get; } = element;

    public bool Exists => Element.ValueKind == JsonValueKind.Object;

    public ConfigSection Section(string key) => new(Get(key));

    public bool Has(string key) => Get(key).ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    public JsonElement Get(string key) => Exists && Element.TryGetProperty(key, out var value) ? value : default;

    public string? String(string key) => Get(key) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>The text without outer white space; null when missing or blank.</summary>
    public string? Text(string key) => String(key)?.Trim() is { Length: > 0 } text ? text : null;

    public bool? Bool(string key) => Get(key).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    public double? Number(string key) => Get(key) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;

    public int? Int(string key) => Number(key) is { } value ? (int)Math.Clamp(value, int.MinValue, int.MaxValue) : null;

    public long? Long(string key) => Number(key) is { } value ? (long)Math.Clamp(value, -9e15, 9e15) : null;

    public TimeSpan? Seconds(string key) => Number(key) is { } value ? TimeSpan.FromSeconds(Math.Clamp(value, 0, 1e9)) : null;

    public TimeSpan? Milliseconds(string key) => Number(key) is { } value ? TimeSpan.FromMilliseconds(Math.Clamp(value, 0, 1e12)) : null;

    public IEnumerable<ConfigSection> Items(string key) => Get(key) is { ValueKind: JsonValueKind.Array } value
        ? value.EnumerateArray().Select(static item => new ConfigSection(item))
        : [];

    /// <summary>A list of strings and numbers, numbers as text (ids are often written without quotes).</summary>
    public IReadOnlyList<string> Strings(string key) => StringsOrNull(key) ?? [];

    /// <summary>As <see cref="Strings"/>, null when the key is absent: absent and empty differ for allow-lists.</summary>
    public IReadOnlyList<string>? StringsOrNull(string key) => StringsOf(Get(key));

    public IEnumerable<KeyValuePair<string, JsonElement>> Entries(string key)
    {
        var section = Section(key);
        return section.Exists
            ? section.Element.EnumerateObject().Select(static entry => KeyValuePair.Create(entry.Name, entry.Value))
            : [];
    }

    /// <summary>An object of strings.</summary>
    public IReadOnlyDictionary<string, string> Texts(string key) => Entries(key)
        .Where(static entry => entry.Value.ValueKind == JsonValueKind.String)
        .ToDictionary(static entry => entry.Key, static entry => entry.Value.GetString()!, StringComparer.Ordinal);

    /// <summary>An object of whole numbers.</summary>
    public IReadOnlyDictionary<string, int> Ints(string key) => Entries(key)
        .Where(static entry => entry.Value.ValueKind == JsonValueKind.Number)
        .ToDictionary(static entry => entry.Key, static entry => (int)Math.Clamp(entry.Value.GetDouble(), int.MinValue, int.MaxValue), StringComparer.Ordinal);

    /// <summary>An object of numbers.</summary>
    public IReadOnlyDictionary<string, double> Numbers(string key) => Entries(key)
        .Where(static entry => entry.Value.ValueKind == JsonValueKind.Number)
        .ToDictionary(static entry => entry.Key, static entry => entry.Value.GetDouble(), StringComparer.Ordinal);

    /// <summary>The strings and numbers of a list; null when it is none.</summary>
    public static IReadOnlyList<string>? StringsOf(JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array)
            return null;
        var texts = new List<string>(list.GetArrayLength());
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.String)
                texts.Add(item.GetString()!);
            else if (item.ValueKind == JsonValueKind.Number)
                texts.Add(item.GetRawText());
        }
        return texts;
    }
}
