using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Moltbot.Grains.Agents.Tools.Cluster;

/// <summary>
/// The arguments of a call. What a tool does not take or cannot use is a problem, told in words that say what it takes: a model that means
/// something by an argument must not believe that it was heard. The first problem counts; read all, then look at <see cref="Problem"/>.
/// </summary>
internal sealed class ToolArguments
{
    private readonly Dictionary<string, JsonElement> _values = new(StringComparer.Ordinal);

    /// <param name="argumentsJson">What the model wrote.</param>
    /// <param name="declaration">What it was told.</param>
    public ToolArguments(string argumentsJson, AIFunctionDeclaration declaration)
    {
        string[] known = [.. declaration.JsonSchema.GetProperty("properties").EnumerateObject().Select(static property => property.Name)];
        using JsonDocument parsed = JsonDocument.Parse(argumentsJson);
        if (parsed.RootElement.ValueKind != JsonValueKind.Object)
        {
            Problem = "the arguments have to be an object";
            return;
        }

        foreach (JsonProperty member in parsed.RootElement.EnumerateObject())
        {
            // What is said to be nothing is left out.
            if (known.FirstOrDefault(member.NameEquals) is { } name && member.Value.ValueKind != JsonValueKind.Null)
            {
                _values[name] = member.Value.Clone();
            }
            else if (!known.Any(member.NameEquals))
            {
                Problem ??= $"{declaration.Name} takes {(known.Length == 0 ? "no arguments" : $"these arguments only: {string.Join(", ", known)}")}";
            }
        }
    }

    /// <summary>What is wrong with them; null for nothing.</summary>
    public string? Problem { get; private set; }

    /// <summary>A text, trimmed; null where it is left out or blank.</summary>
    /// <param name="name">The argument.</param>
    /// <param name="longest">Most UTF-16 units.</param>
    public string? Text(string name, int longest)
    {
        if (!_values.TryGetValue(name, out JsonElement value))
        {
            return null;
        }

        if (TextOf(value) is not { } text || text.Length > longest)
        {
            Bad(name, string.Create(CultureInfo.InvariantCulture, $"a text of at most {longest} characters"));
            return null;
        }

        return string.IsNullOrWhiteSpace(text) ? null : text.Trim();
    }

    /// <summary>One of some words; null where it is left out.</summary>
    public string? Choice(string name, params IReadOnlyList<string> words)
    {
        if (!_values.TryGetValue(name, out JsonElement value))
        {
            return null;
        }

        if (TextOf(value) is { } word && words.Contains(word, StringComparer.Ordinal))
        {
            return word;
        }

        Bad(name, $"one of {string.Join(", ", words)}");
        return null;
    }

    /// <summary>Some of some words; null where it is left out.</summary>
    public IReadOnlyList<string>? Choices(string name, params IReadOnlyList<string> words)
    {
        if (!_values.TryGetValue(name, out JsonElement value))
        {
            return null;
        }

        string?[] chosen = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(TextOf)] : [null];
        if (chosen.All(word => word is not null && words.Contains(word, StringComparer.Ordinal)))
        {
            return chosen!;
        }

        Bad(name, $"a list of some of {string.Join(", ", words)}");
        return null;
    }

    /// <summary>A whole number; null where it is left out.</summary>
    public int? Number(string name, int least, int most)
    {
        if (!_values.TryGetValue(name, out JsonElement value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) && number >= least && number <= most)
        {
            return number;
        }

        Bad(name, string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"));
        return null;
    }

    /// <summary>Yes or no; no where it is left out.</summary>
    public bool Flag(string name)
    {
        if (!_values.TryGetValue(name, out JsonElement value))
        {
            return false;
        }

        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            Bad(name, "true or false");
        }

        return value.ValueKind == JsonValueKind.True;
    }

    /// <summary>Notes that an argument has to be something that it is not.</summary>
    public void Bad(string name, string wanted) => Problem ??= $"{name} has to be {wanted}";

    /// <summary>A text; null for what is none, and for half of a character pair, which no text holds.</summary>
    private static string? TextOf(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
