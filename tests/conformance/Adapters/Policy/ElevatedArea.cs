using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Conformance.Adapters.Configuration;
using Moltbot.Policy.Tools.Elevated;

namespace Moltbot.Conformance.Adapters.Policy;

/// <summary>command_gating, its part about elevated rights: who may have a run work on the host itself.</summary>
public sealed class ElevatedArea : ICaseArea
{
    public IEnumerable<CaseFunction> Functions => [new("resolveElevatedPermissions", Permissions)];

    public IEnumerable<Difference> Differences =>
    [
        new(
            "resolveElevatedPermissions", NamesSomethingElse,
            "Only the sender's own id counts: a name can be taken by anybody, the id of a chat is nobody's, and where a message goes says nothing of who wrote it."),
    ];

    private static JsonNode? Permissions(JsonElement input)
    {
        var config = ConfigInput.Section(input.Get("config"));
        var agent = config.Section("agents").Items("list").FirstOrDefault(each => each.String("id") == input.Text("agentId"));
        var provider = input.Text("provider") ?? "";
        var permission = new ElevatedPolicy(config.Section("tools").Section("elevated"), agent.Section("tools").Section("elevated"))
            .Decide(provider, SenderOf(input), config.Section("channels").Section(provider).Section("dm").StringsOrNull("allowFrom"));
        return new JsonObject
        {
            ["enabled"] = permission.IsEnabled,
            ["allowed"] = permission.IsAllowed,
            ["failures"] = new JsonArray([.. permission.Failed.Select(static gate => new JsonObject { ["gate"] = gate.Gate, ["key"] = gate.Key })]),
        };
    }

    /// <summary>The sender's id; the address that a message came from is one where it is a person's.</summary>
    private static string? SenderOf(JsonElement input)
    {
        var context = input.Get("ctx");
        if (context.Text("SenderId") is { } id)
        {
            return id;
        }

        var prefix = $"{input.Text("provider")}:";
        var from = context.Text("From") ?? "";
        from = from.StartsWith(prefix, StringComparison.Ordinal) ? from[prefix.Length..] : from;
        return from.StartsWith("group:", StringComparison.Ordinal) || from.StartsWith("channel:", StringComparison.Ordinal) ? null : from;
    }

    private static bool NamesSomethingElse(JsonElement input)
    {
        var context = input.Get("ctx");
        var entries = input.Get("config").Get("tools").Get("elevated").Get("allowFrom").Texts(input.Text("provider") ?? "") ?? [];
        string?[] others = [context.Text("SenderName"), context.Text("SenderUsername"), context.Text("SenderTag"), context.Text("To")];
        var isOfChat = SenderOf(input) is null;
        return entries.Any(entry =>
            (isOfChat && (context.Text("From") ?? "").EndsWith(entry, StringComparison.Ordinal))
            || others.Any(other => other is not null && string.Equals(other.TrimStart('@'), entry.TrimStart('@'), StringComparison.OrdinalIgnoreCase)));
    }
}
