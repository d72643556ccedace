using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration.Schema.Checks;
using Moltbot.Policy.Configuration.Schema.Rules;
using static Moltbot.Policy.Configuration.Schema.Rules.Grammar;

namespace Moltbot.Policy.Configuration.Schema;

/// <summary>The whole document. Unknown keys are refused at almost every level: a misspelt allow-list must not vanish.</summary>
internal static class ConfigSchema
{
    public static ShapeRule Document { get; } = Shape(
        Key("meta", SystemRules.Meta),
        Key("env", SystemRules.Env),
        Key("wizard", SystemRules.Wizard),
        Key("diagnostics", SystemRules.Diagnostics),
        Key("logging", SystemRules.Logging),
        Key("update", SystemRules.Update),
        Key("browser", BrowserRules.Browser),
        Key("ui", SystemRules.Ui),
        Key("auth", AuthRules.Auth),
        Key("models", ModelsRules.Models),
        Key("nodeHost", SystemRules.NodeHost),
        Key("agents", AgentsRules.Agents),
        Key("tools", ToolsRules.Tools),
        Key("bindings", AgentsRules.Bindings),
        Key("broadcast", AgentsRules.Broadcast),
        Key("audio", MediaRules.Audio),
        Key("media", SystemRules.Media),
        Key("messages", MessagesRules.Messages),
        Default("commands", CommandsRules.Commands, new JsonObject { ["native"] = "auto", ["nativeSkills"] = "auto" }),
        Key("approvals", CommandsRules.Approvals),
        Key("session", SessionRules.Session),
        Key("cron", SystemRules.Cron),
        Key("hooks", HooksRules.Hooks),
        Key("web", SystemRules.Web),
        Key("channels", ChannelsRules.Channels),
        Key("discovery", SystemRules.Discovery),
        Key("canvasHost", SystemRules.CanvasHost),
        Key("talk", SystemRules.Talk),
        Key("gateway", GatewayRules.Gateway),
        Key("skills", SkillsRules.Skills),
        Key("plugins", SkillsRules.Plugins),
        Ours("mcp", McpRules.Mcp)).Checked(BroadcastAgents.Check);
}
