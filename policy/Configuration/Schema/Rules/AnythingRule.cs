using System.Text.Json.Nodes;

namespace Moltbot.Policy.Configuration.Schema.Rules;

/// <summary>Any value: parts whose form a plugin knows.</summary>
internal sealed class AnythingRule : Rule
{
    public override JsonNode? Apply(JsonNode? value, string path, Inspection inspection) => value;

    public override JsonObject Describe() => [];
}
