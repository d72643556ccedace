using System.Text.Json.Nodes;

namespace Moltbot.Policy.Configuration.Legacy;

/// <summary>Channels moved below <c>channels</c>, their old common settings into each of them.</summary>
internal static class ChannelMigrations
{
    private static readonly string[] OnceTopLevel = ["whatsapp", "telegram", "discord", "slack", "signal", "imessage", "msteams"];

    public static void Sections(JsonObject document, List<string> changes)
    {
        foreach (var id in OnceTopLevel.Where(id => document[id] is JsonObject))
        {
            var target = document.Ensure("channels").Ensure(id);
            var isNew = target.Count == 0;
            target.MergeMissing((JsonObject)document.Take(id)!);
            changes.Add(isNew ? $"Moved {id} → channels.{id}." : $"Merged {id} → channels.{id}.");
        }
    }

    public static void AllowFrom(JsonObject document, List<string> changes)
    {
        if (document.Shape("routing") is not { } routing || !routing.ContainsKey("allowFrom"))
            return;
        if (document.Shape("channels").Shape("whatsapp") is { } whatsapp)
        {
            routing.Move("allowFrom", () => whatsapp, "allowFrom", "routing.allowFrom", "channels.whatsapp.allowFrom", changes);
        }
        else
        {
            routing.Remove("allowFrom");
            changes.Add("Removed routing.allowFrom (channels.whatsapp not configured).");
        }
        document.DropIfEmpty("routing");
    }

    public static void RequireMention(JsonObject document, List<string> changes)
    {
        if (document.Shape("routing") is not { } routing || routing.Shape("groupChat") is not { } groupChat || !groupChat.ContainsKey("requireMention"))
            return;
        var value = groupChat.Take("requireMention");
        var channels = document.Ensure("channels");
        foreach (var id in (ReadOnlySpan<string>)["whatsapp", "telegram", "imessage"])
        {
            if (id != "whatsapp" || channels[id] is JsonObject)
                SetForAllGroups(channels.Ensure(id), value, "routing.groupChat.requireMention", id, changes);
        }
        routing.DropIfEmpty("groupChat");
        document.DropIfEmpty("routing");
    }

    public static void TelegramRequireMention(JsonObject document, List<string> changes)
    {
        // Older programs expected the section to exist from here on.
        if (document.Ensure("channels").Shape("telegram") is { } telegram && telegram.ContainsKey("requireMention"))
            SetForAllGroups(telegram, telegram.Take("requireMention"), "telegram.requireMention", "telegram", changes);
    }

    private static void SetForAllGroups(JsonObject channel, JsonNode? value, string oldPath, string id, List<string> changes)
    {
        var everyGroup = channel.Ensure("groups").Ensure("*");
        if (everyGroup.ContainsKey("requireMention"))
        {
            changes.Add($"Removed {oldPath} (channels.{id}.groups.\"*\" already set).");
            return;
        }
        everyGroup["requireMention"] = value?.DeepClone();
        changes.Add($"Moved {oldPath} → channels.{id}.groups.\"*\".requireMention.");
    }
}
