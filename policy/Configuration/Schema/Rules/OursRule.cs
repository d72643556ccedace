using System.Text.Json.Nodes;

namespace Moltbot.Policy.Configuration.Schema.Rules;

/// <summary>A place where this project accepts one more form than the original.</summary>
internal sealed class OursRule(Rule original, Rule ours, Func<JsonNode?, bool> isOurs) : Rule
{
    public IReadOnlyList<Rule> Options => [original, ours];

    public override JsonNode? Apply(JsonNode? value, string path, Inspection inspection) =>
        inspection.Additions && isOurs(value) ? ours.Apply(value, path, inspection) : original.Apply(value, path, inspection);

    public override JsonObject Describe() => new() { ["anyOf"] = new JsonArray(original.Describe(), ours.Describe()) };
}
