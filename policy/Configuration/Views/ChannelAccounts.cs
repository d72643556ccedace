using System.Text.Json;
using System.Text.Json.Nodes;

namespace Moltbot.Policy.Configuration.Views;

/// <summary>Accounts of a channel: <c>accounts.&lt;id&gt;</c> overrides the channel's own keys.</summary>
internal static class ChannelAccounts
{
    public static IReadOnlyList<string> Ids(ConfigSection channel)
    {
        if (!channel.Exists)
            return [];
        var ids = channel.Entries("accounts")
            .Where(static entry => entry.Value.ValueKind == JsonValueKind.Object && entry.Key.Length > 0)
            .Select(static entry => ConfigIds.Account(entry.Key))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        return ids.Count > 0 ? ids : [ConfigIds.DefaultAccount];
    }

    public static ConfigSection Merge(ConfigSection channel, string? accountId)
    {
        if (!channel.Exists)
            return default;
        var account = Find(channel, accountId);
        var merged = new JsonObject();
        foreach (var entry in channel.Element.EnumerateObject())
        {
            if (entry.Name != "accounts")
                merged[entry.Name] = Node(entry.Value);
        }
        if (account.Exists)
        {
            foreach (var entry in account.Element.EnumerateObject())
                merged[entry.Name] = Node(entry.Value);
        }
        return new ConfigSection(ConfigJson.ToElement(merged));
    }

    /// <summary>The account's own section: by its exact key first, else by any key with the same canonical id.</summary>
    public static ConfigSection Find(ConfigSection channel, string? accountId)
    {
        var accounts = channel.Section("accounts");
        if (accountId is not null && accounts.Section(accountId) is { Exists: true } exact)
            return exact;
        var wanted = ConfigIds.Account(accountId);
        foreach (var (key, value) in channel.Entries("accounts"))
        {
            if (ConfigIds.Account(key) == wanted)
                return new ConfigSection(value);
        }
        return default;
    }

    private static JsonNode? Node(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => JsonObject.Create(element),
        JsonValueKind.Array => JsonArray.Create(element),
        JsonValueKind.Null => null,
        _ => JsonValue.Create(element),
    };
}
