using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration.Schema.Rules;

namespace Moltbot.Policy.Configuration.Legacy;

/// <summary>Single keys that got another name or place.</summary>
internal static class GatewayMigrations
{
    public static void Token(JsonObject document, List<string> changes)
    {
        if (document.Shape("gateway") is not { } gateway || !gateway.ContainsKey("token"))
            return;
        var auth = gateway.Ensure("auth");
        var isNew = !auth.ContainsKey("token");
        gateway.Move("token", () => auth, "token", "gateway.token", "gateway.auth.token", changes);
        if (isNew && auth.Trimmed("mode").Length == 0)
            auth["mode"] = "token";
    }

    public static void ClaudeCliProfile(JsonObject document, List<string> changes)
    {
        if (document.Shape("auth").Shape("profiles").Shape("anthropic:claude-cli") is not { } profile || Kinds.Text(profile["mode"]) != "token")
            return;
        profile["mode"] = "oauth";
        changes.Add("Updated auth.profiles[\"anthropic:claude-cli\"].mode → \"oauth\".");
    }

    public static void Bash(JsonObject document, List<string> changes)
    {
        var tools = document.Ensure("tools");
        if (tools["bash"] is JsonObject)
            tools.Move("bash", () => tools, "exec", "tools.bash", "tools.exec", changes);
    }

    public static void Speech(JsonObject document, List<string> changes)
    {
        if (document.Shape("messages").Shape("tts") is not { } tts || !tts.ContainsKey("enabled"))
            return;
        if (tts.ContainsKey("auto"))
        {
            tts.Remove("enabled");
            changes.Add("Removed messages.tts.enabled (messages.tts.auto already set).");
        }
        else if (Kinds.Flag(tts["enabled"]) is { } enabled)
        {
            tts.Remove("enabled");
            tts["auto"] = enabled ? "always" : "off";
            changes.Add($"Moved messages.tts.enabled → messages.tts.auto ({(enabled ? "always" : "off")}).");
        }
    }
}
