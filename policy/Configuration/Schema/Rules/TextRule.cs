using System.Text.Json.Nodes;

namespace Moltbot.Policy.Configuration.Schema.Rules;

/// <summary>A string.</summary>
internal sealed class TextRule : Rule
{
    public int MinLength { get; init; }

    public int MaxLength { get; init; } = int.MaxValue;

    /// <summary>Whether the text has the right form, and what to say when not; null when every form will do.</summary>
    public (Func<string, bool> Accepts, string Message)? Form { get; init; }

    /// <summary>The form as a regular expression, for the exported schema.</summary>
    public string? Pattern { get; init; }

    /// <summary>Brings the text into its normal form before it is stored.</summary>
    public Func<string, string>? Normalize { get; init; }

    public override JsonNode? Apply(JsonNode? value, string path, Inspection inspection)
    {
        if (Kinds.Text(value) is not { } text)
        {
            WrongKind(inspection, path, "string", value);
            return value;
        }
        if (text.Length < MinLength)
            inspection.Report(path, $"Too small: expected string to have >={MinLength} characters");
        if (text.Length > MaxLength)
            inspection.Report(path, $"Too big: expected string to have <={MaxLength} characters");
        if (Form is { } form && !form.Accepts(text))
            inspection.Report(path, form.Message);
        return Normalize is null || Normalize(text) is var normal && normal == text ? value : JsonValue.Create(normal);
    }

    public override JsonObject Describe()
    {
        var schema = new JsonObject { ["type"] = "string" };
        if (MinLength > 0)
            schema["minLength"] = MinLength;
        if (MaxLength < int.MaxValue)
            schema["maxLength"] = MaxLength;
        if (Pattern is not null)
            schema["pattern"] = Pattern;
        return schema;
    }
}
