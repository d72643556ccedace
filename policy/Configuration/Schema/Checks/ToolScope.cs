using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration.Schema.Rules;

namespace Moltbot.Policy.Configuration.Schema.Checks;

/// <summary>One scope may set <c>allow</c> or <c>alsoAllow</c>, never both: it would be unclear which list counts.</summary>
internal static class ToolScope
{
    public static Action<JsonObject, string, Inspection> Check(string scope) => (policy, path, inspection) =>
    {
        if (policy["allow"] is JsonArray { Count: > 0 } && policy["alsoAllow"] is JsonArray { Count: > 0 })
        {
            inspection.Report(path, $"{scope} cannot set both allow and alsoAllow in the same scope " +
                "(merge alsoAllow into allow, or remove allow and use profile + alsoAllow)");
        }
    };
}
