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

    private static Action<JsonObject, string, Inspection> Check(string key, string message) => (value, path, inspection) =>
    {
        if (Kinds.Text(value[key]) != "open")
            return;
        if (value["allowFrom"] is not JsonArray list || !list.Any(static entry => Kinds.Id(entry)?.Trim() == "*"))
            inspection.Report(Inspection.Join(path, "allowFrom"), message);
    };
}
