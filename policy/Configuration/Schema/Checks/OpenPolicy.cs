using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration.Schema.Rules;

namespace Moltbot.Policy.Configuration.Schema.Checks;

/// <summary>Direct messages open to everybody must be asked for twice: the policy <c>open</c> and <c>*</c> in the list.</summary>
internal static class OpenPolicy
{
    /// <summary>For a channel, or an account that is reported under the channel's name.</summary>
    public static Action<JsonObject, string, Inspection> Of(string channel) =>
        Check("dmPolicy", $"{channel}.dmPolicy=\"open\" requires {channel}.allowFrom to include \"*\"");

    /// <summary>For an account of a channel.</summary>
    public static Action<JsonObject, string, Inspection> OfAccounts(string channel) =>
        Check("dmPolicy", $"{channel}.accounts.*.dmPolicy=\"open\" requires allowFrom to include \"*\"");

    /// <summary>For channels that keep direct messages in a section of their own.</summary>
    public static Action<JsonObject, string, Inspection> OfDm(string section) =>
        Check("policy", $"{section}.policy=\"open\" requires {section}.allowFrom to include \"*\"");

    /// <summary>
    /// The same of what an account and its channel say together: an account that narrows the list of an open channel would
    /// otherwise stay open to everybody.
    /// </summary>
    public static Action<JsonObject, string, Inspection> Inherited(string channel) => (value, path, inspection) =>
    {
        if (!inspection.Additions || value["accounts"] is not JsonObject accounts)
            return;
        foreach (var (id, account) in accounts)
        {
            if (account is not JsonObject own || own.ContainsKey("dmPolicy") || !own.ContainsKey("allowFrom"))
                continue;
            if (Kinds.Text(value["dmPolicy"]) == "open" && !HasEverybody(own["allowFrom"]))
            {
                inspection.Report(Inspection.Join(path, $"accounts.{id}.allowFrom"),
                    $"{channel}.dmPolicy=\"open\" holds for this account too and requires its allowFrom to include \"*\"; or give the account its own dmPolicy");
            }
        }
    };

    private static bool HasEverybody(JsonNode? list) => list is JsonArray entries && entries.Any(static entry => Kinds.Id(entry)?.Trim() == "*");

    private static Action<JsonObject, string, Inspection> Check(string key, string message) => (value, path, inspection) =>
    {
        if (Kinds.Text(value[key]) != "open")
            return;
        if (!HasEverybody(value["allowFrom"]))
            inspection.Report(Inspection.Join(path, "allowFrom"), message);
    };
}
