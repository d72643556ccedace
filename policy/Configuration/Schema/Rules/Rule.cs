using System.Text.Json.Nodes;

namespace Moltbot.Policy.Configuration.Schema.Rules;

/// <summary>What one place of the document may hold.</summary>
internal abstract class Rule
{
    /// <summary>
    /// Checks a value, reports what is wrong, fills in defaults below it, and gives back the value to store: itself, or its
    /// normal form.
    /// </summary>
    public abstract JsonNode? Apply(JsonNode? value, string path, Inspection inspection);

    /// <summary>This rule as JSON Schema (draft 7).</summary>
    public abstract JsonObject Describe();

    /// <summary>Reports a value of the wrong kind; nothing that depends on the value is checked after that.</summary>
    protected static void WrongKind(Inspection inspection, string path, string expected, JsonNode? value) =>
        inspection.Report(path, $"Invalid input: expected {expected}, received {Kinds.Of(value)}", fatal: true);
}
