using System.Text.Json.Nodes;

namespace Moltbot.Policy.Configuration.Schema.Rules;

/// <summary><c>true</c> or <c>false</c>.</summary>
internal sealed class FlagRule : Rule
{
    public override JsonNode? Apply(JsonNode? value, string path, Inspection inspection)
    {
        if (Kinds.Flag(value) is null)
            WrongKind(inspection, path, "boolean", value);
        return value;
    }

    public override JsonObject Describe() => new() { ["type"] = "boolean" };
}
