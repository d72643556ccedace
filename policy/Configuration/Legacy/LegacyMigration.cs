using System.Text.Json.Nodes;

namespace Moltbot.Policy.Configuration.Legacy;

/// <summary>Brings a document of an older version into today's form, for <c>doctor</c>; loading never does it in silence.</summary>
public static class LegacyMigration
{
    private static readonly IReadOnlyList<Action<JsonObject, List<string>>> Steps =
    [
        MatchMigrations.Bindings,
        MatchMigrations.SendPolicy,
        MatchMigrations.Queue,
        ChannelMigrations.Sections,
        ChannelMigrations.AllowFrom,
        ChannelMigrations.RequireMention,
        GatewayMigrations.Token,
        ChannelMigrations.TelegramRequireMention,
        ModelMigrations.Apply,
        RoutingMigrations.Agents,
        RoutingMigrations.Rest,
        AudioMigrations.Apply,
        GatewayMigrations.ClaudeCliProfile,
        GatewayMigrations.Bash,
        GatewayMigrations.Speech,
        AgentMigrations.Defaults,
        AgentMigrations.Identity,
    ];

    /// <summary>The migrated document and what was done, in words; no document when nothing had to be done.</summary>
    public static (JsonObject? Document, IReadOnlyList<string> Changes) Apply(JsonNode? document)
    {
        if (document?.DeepClone() is not JsonObject next)
            return (null, []);
        var changes = new List<string>();
        foreach (var step in Steps)
            step(next, changes);
        return changes.Count == 0 ? (null, []) : (next, changes);
    }
}
