using System.Text.Json.Nodes;

namespace Moltbot.Policy.Configuration.Schema.Rules;

/// <summary>A value that fits one of several rules.</summary>
internal sealed class EitherRule(IReadOnlyList<Rule> options) : Rule
{
    public IReadOnlyList<Rule> Options => options;

    /// <summary>What is allowed, in words.</summary>
    public required string Expected { get; init; }

    public override JsonNode? Apply(JsonNode? value, string path, Inspection inspection)
    {
        var mark = inspection.Count;
        foreach (var option in options)
        {
            var stored = option.Apply(value, path, inspection);
            if (inspection.Count == mark)
                return stored;
            inspection.TakeBack(mark);
        }
        inspection.Report(path, $"Invalid input: expected {Expected}", fatal: true);
        return value;
    }

    public override JsonObject Describe() => new()
    {
        ["anyOf"] = new JsonArray([.. options.Select(static option => option.Describe())]),
    };
}
