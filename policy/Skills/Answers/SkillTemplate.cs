using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Moltbot.Policy.Skills.Answers;

/// <summary>A text with places for values: <c>In ${user.location} it is ${result.temperature} °C</c>; <c>$${</c> stands for <c>${</c>.</summary>
internal sealed class SkillTemplate
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly IReadOnlyList<(string Literal, ValuePath? Value)> _parts;

    private SkillTemplate(IReadOnlyList<(string Literal, ValuePath? Value)> parts) => _parts = parts;

    /// <summary>The values that it reads.</summary>
    public IEnumerable<ValuePath> Values => _parts.Select(static part => part.Value).OfType<ValuePath>();

    /// <summary>What stands before its first value; all of it when it has none.</summary>
    public string Head => string.Concat(_parts.TakeWhile(static part => part.Value is null).Select(static part => part.Literal));

    /// <summary>Whether it is always the same.</summary>
    public bool IsConstant => !Values.Any();

    /// <summary>Reads one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="vocabulary">What may be read.</param>
    /// <param name="maySecret">Whether secrets may stand here.</param>
    /// <param name="problem">What is wrong with it; null when it can be used.</param>
    public static SkillTemplate Read(string text, SkillVocabulary vocabulary, bool maySecret, out string? problem)
    {
        problem = null;
        var parts = new List<(string, ValuePath?)>();
        var literal = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (string.CompareOrdinal(text, i, "$${", 0, 3) == 0)
            {
                literal.Append("${");
                i += 2;
            }
            else if (string.CompareOrdinal(text, i, "${", 0, 2) == 0)
            {
                var end = text.IndexOf('}', i);
                var name = end < 0 ? "" : text[(i + 2)..end].Trim();
                if (ValuePath.Read(name) is not { } path)
                {
                    problem = $"\"{text[i..(end < 0 ? text.Length : end + 1)]}\" names no value; write ${{user.location}}, or $${{ for the characters themselves";
                    return new SkillTemplate(parts);
                }

                if ((problem = vocabulary.ProblemOf(path, maySecret)) is not null)
                {
                    return new SkillTemplate(parts);
                }

                parts.Add((literal.ToString(), null));
                parts.Add(("", path));
                literal.Clear();
                i = end;
            }
            else
            {
                literal.Append(text[i]);
            }
        }

        parts.Add((literal.ToString(), null));
        return new SkillTemplate(parts);
    }

    /// <summary>The text with its values.</summary>
    /// <param name="values">What there is.</param>
    /// <param name="escape">How a value is written where it stands; null: as it is.</param>
    /// <exception cref="SkillValueMissingException">A value is not there.</exception>
    public string Fill(JsonObject values, Func<string, string>? escape = null)
    {
        var filled = new StringBuilder();
        foreach (var (literal, path) in _parts)
        {
            filled.Append(path is null ? literal : escape is null ? TextOf(path, values) : escape(TextOf(path, values)));
        }

        return filled.ToString();
    }

    /// <summary>The value itself where the template is nothing else; else the text.</summary>
    /// <exception cref="SkillValueMissingException">A value is not there.</exception>
    public JsonNode? FillNode(JsonObject values) =>
        _parts.Where(static part => part.Value is not null || part.Literal.Length > 0).ToArray() is [{ Value: { } only }]
            ? (only.Find(values) ?? throw new SkillValueMissingException(only.Text)).DeepClone()
            : JsonValue.Create(Fill(values));

    private static string TextOf(ValuePath path, JsonObject values) => path.Find(values) switch
    {
        null => throw new SkillValueMissingException(path.Text),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        { } other => other.ToJsonString(Compact),
    };
}
