using System.Text.Json.Nodes;

namespace Moltbot.Policy.Configuration.Schema.Rules;

/// <summary>One of a few words.</summary>
/// <param name="words">The original's words.</param>
/// <param name="ours">Words this project adds, each with the word it stands for.</param>
internal sealed class ChoiceRule(IReadOnlyList<string> words, IReadOnlyDictionary<string, string>? ours = null) : Rule
{
    public IReadOnlyList<string> Words { get; } = words;

    public override JsonNode? Apply(JsonNode? value, string path, Inspection inspection)
    {
        var text = Kinds.Text(value);
        if (text is not null && Words.Contains(text, StringComparer.Ordinal))
            return value;
        if (text is not null && inspection.Additions && ours is not null && ours.TryGetValue(text, out var meant))
            return JsonValue.Create(meant);
        inspection.Report(path, $"Invalid option: expected one of {string.Join('|', Words.Select(static word => $"\"{word}\""))}", fatal: true);
        return value;
    }

    public override JsonObject Describe() => new()
    {
        ["type"] = "string",
        ["enum"] = new JsonArray([.. Words.Concat(ours?.Keys ?? []).Select(static word => JsonValue.Create(word))]),
    };
}
