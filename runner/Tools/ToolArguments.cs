using System.Text.Json;

namespace Moltbot.Runner.Tools;

/// <summary>Reads what a model wrote, under the names that models know the arguments by.</summary>
internal readonly struct ToolArguments(JsonElement element)
{
    /// <summary>A text that has to be there.</summary>
    /// <exception cref="ToolRefusal">It is not.</exception>
    public string Text(params ReadOnlySpan<string> names) => OptionalText(names) ?? throw new ToolRefusal($"\"{names[0]}\" is missing");

    /// <summary>A text; null when it is not there.</summary>
    /// <exception cref="ToolRefusal">It is something else, or holds NUL, which no program can be told, or half a character.</exception>
    public string? OptionalText(params ReadOnlySpan<string> names) => Find(names) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => Whole(value, names[0]),
        _ => throw new ToolRefusal($"\"{names[0]}\" has to be a text"),
    };

    /// <summary>A whole number from 1 on; null when it is not there.</summary>
    /// <exception cref="ToolRefusal">It is something else.</exception>
    public int? Count(params ReadOnlySpan<string> names) => Find(names) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value when value.TryGetDouble(out var number) && number >= 1 => (int)Math.Min(number, int.MaxValue),
        _ => throw new ToolRefusal($"\"{names[0]}\" has to be a number from 1 on"),
    };

    /// <summary>A number from 0 to 1; null when it is not there.</summary>
    /// <exception cref="ToolRefusal">It is something else.</exception>
    public double? Share(string name) => Find([name]) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value when value.TryGetDouble(out var number) && number is >= 0 and <= 1 => number,
        _ => throw new ToolRefusal($"\"{name}\" has to be a number from 0 to 1"),
    };

    /// <summary>Yes or no; no when it is not there.</summary>
    /// <exception cref="ToolRefusal">It is something else.</exception>
    public bool Flag(params ReadOnlySpan<string> names) => Find(names) switch
    {
        null or { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.True } => true,
        _ => throw new ToolRefusal($"\"{names[0]}\" has to be true or false"),
    };

    /// <summary>A list of texts; null when it is not there.</summary>
    /// <exception cref="ToolRefusal">It is something else, or has no entry.</exception>
    public IReadOnlyList<string>? Texts(string name)
    {
        if (Find([name]) is not { } value)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0 && value.EnumerateArray().All(static each => each.ValueKind == JsonValueKind.String)
            ? [.. value.EnumerateArray().Select(each => Whole(each, name))]
            : throw new ToolRefusal($"\"{name}\" has to be a list of texts");
    }

    /// <summary>All of them, by name.</summary>
    public Dictionary<string, JsonElement> All()
    {
        var all = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var each in element.EnumerateObject())
        {
            all[each.Name] = each.Value;
        }

        return all;
    }

    /// <summary>Whether something is said there.</summary>
    public bool Has(string name) => Find([name]) is not null;

    private JsonElement? Find(ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null)
            {
                return value;
            }
        }

        return null;
    }

    private static string Whole(JsonElement value, string name)
    {
        string text;
        try
        {
            text = value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new ToolRefusal($"\"{name}\" holds half of a character (an unpaired surrogate)");
        }

        return text.Contains('\0', StringComparison.Ordinal) ? throw new ToolRefusal($"\"{name}\" holds a NUL character") : text;
    }
}
