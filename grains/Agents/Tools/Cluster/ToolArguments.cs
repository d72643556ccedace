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
    private static readonly JsonDocumentOptions OnlyOnce = new() { AllowDuplicateProperties = false };

    private readonly Dictionary<string, JsonElement> _values = new(StringComparer.Ordinal);
    private readonly ToolArguments? _around;
    private readonly JsonElement _schema;
    private readonly string _name;
    private string? _problem;

    /// <param name="argumentsJson">What the model wrote.</param>
    /// <param name="declaration">What it was told.</param>
    public ToolArguments(string argumentsJson, AIFunctionDeclaration declaration)
    {
        (_name, _schema) = (declaration.Name, declaration.JsonSchema);
        try
        {
            using JsonDocument parsed = JsonDocument.Parse(argumentsJson, OnlyOnce);
            if (parsed.RootElement.ValueKind == JsonValueKind.Object)
            {
                Read(parsed.RootElement, "arguments");
                return;
            }
        }
        catch (JsonException)
        {
            // A member twice: who judges a call and who makes it must not read two different ones.
        }

        Problem = "the arguments have to be an object that names each member once";
    }

    private ToolArguments(ToolArguments around, string name, string declaredAs, JsonElement value)
    {
        (_around, _name, _schema) = (around, around.Path(name), around._schema.GetProperty("properties").GetProperty(declaredAs));
        Read(value, "members");
    }

    /// <summary>What is wrong with them, or with those around or inside of them; null for nothing.</summary>
    public string? Problem
    {
        get => _around is null ? _problem : _around.Problem;
        private set
        {
            if (_around is null)
            {
                _problem = value;
            }
            else
            {
                _around.Problem = value;
            }
        }
    }

    /// <summary>Whether one is given.</summary>
    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>An object among them, whose members are read alike; null where it is left out.</summary>
    /// <param name="name">The argument.</param>
    /// <param name="declaredAs">The argument that says what members it has; null for itself.</param>
    public ToolArguments? Object(string name, string? declaredAs = null)
    {
        if (!_values.TryGetValue(name, out JsonElement value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Object)
        {
            return new ToolArguments(this, name, declaredAs ?? name, value);
        }

        Bad(name, "an object");
        return null;
    }

    /// <summary>An object among them that is for somebody else to read, as JSON text; null where it is left out.</summary>
    /// <param name="name">The argument.</param>
    /// <param name="longest">Most UTF-16 units of its text.</param>
    public string? Json(string name, int longest)
    {
        if (!_values.TryGetValue(name, out JsonElement value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Object && value.GetRawText() is { } json && json.Length <= longest)
        {
            return json;
        }

        Bad(name, string.Create(CultureInfo.InvariantCulture, $"an object of at most {longest} characters"));
        return null;
    }

    /// <summary>Notes what is given beside what goes together.</summary>
    /// <param name="what">What takes them, for the problem.</param>
    /// <param name="names">What it takes.</param>
    public void Only(string what, params IReadOnlyList<string> names)
    {
        if (_values.Keys.Any(given => !names.Contains(given, StringComparer.Ordinal)))
        {
            Problem ??= $"{what} takes {string.Join(", ", names)} only";
        }
    }

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
    public int? Number(string name, int least, int most) => (int?)Whole(name, least, most);

    /// <summary>A whole number that may be a moment in milliseconds; null where it is left out.</summary>
    public long? Whole(string name, long least, long most)
    {
        if (!_values.TryGetValue(name, out JsonElement value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) && number >= least && number <= most)
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
    public void Bad(string name, string wanted) => Problem ??= $"{Path(name)} has to be {wanted}";

    private string Path(string name) => _around is null ? name : $"{_name}.{name}";

    private void Read(JsonElement holder, string what)
    {
        string[] known = [.. _schema.GetProperty("properties").EnumerateObject().Select(static property => property.Name)];
        foreach (JsonProperty member in holder.EnumerateObject())
        {
            // What is said to be nothing is left out.
            if (known.FirstOrDefault(member.NameEquals) is { } name && member.Value.ValueKind != JsonValueKind.Null)
            {
                _values[name] = member.Value.Clone();
            }
            else if (!known.Any(member.NameEquals))
            {
                Problem ??= $"{_name} takes {(known.Length == 0 ? "no arguments" : $"these {what} only: {string.Join(", ", known)}")}";
            }
        }
    }

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
