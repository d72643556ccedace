using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration.Schema.Rules;

namespace Moltbot.Policy.Configuration.Legacy;

/// <summary>What was once called provider is a channel.</summary>
internal static class MatchMigrations
{
    public static void Bindings(JsonObject document, List<string> changes)
    {
        if (document["bindings"] is not JsonArray bindings)
            return;
        if (RenameProvider(bindings))
            changes.Add("Moved bindings[].match.provider → bindings[].match.channel.");
        if (RenameAccount(bindings))
            changes.Add("Moved bindings[].match.accountID → bindings[].match.accountId.");
    }

    public static void SendPolicy(JsonObject document, List<string> changes)
    {
        if (document.Shape("session").Shape("sendPolicy")?["rules"] is JsonArray rules && RenameProvider(rules))
            changes.Add("Moved session.sendPolicy.rules[].match.provider → match.channel.");
    }

    public static void Queue(JsonObject document, List<string> changes)
    {
        if (document.Shape("messages").Shape("queue") is { } queue)
            queue.Move("byProvider", () => queue, "byChannel", "messages.queue.byProvider", "messages.queue.byChannel", changes);
    }

    private static IEnumerable<JsonObject> Matches(JsonArray entries) =>
        entries.OfType<JsonObject>().Select(static entry => entry.Shape("match")).OfType<JsonObject>();

    private static bool RenameProvider(JsonArray entries)
    {
        var touched = false;
        foreach (var match in Matches(entries))
        {
            if (match.Trimmed("channel").Length > 0 || match.Trimmed("provider") is not { Length: > 0 } provider)
                continue;
            match.Remove("provider");
            match["channel"] = provider;
            touched = true;
        }
        return touched;
    }

    private static bool RenameAccount(JsonArray entries)
    {
        var touched = false;
        foreach (var match in Matches(entries))
        {
            if (match.ContainsKey("accountId") || !match.ContainsKey("accountID") || match["accountID"] is null || Kinds.Text(match["accountID"])?.Trim() == "")
                continue;
            var account = match.Take("accountID");
            match["accountId"] = Kinds.Text(account) is { } text ? text.Trim() : account;
            touched = true;
        }
        return touched;
    }
}
