using Moltbot.Protocol.Errors;

namespace Moltbot.Gateway.Methods.Sessions;

/// <summary>The words a session's settings may have, and the texts that refuse others (protocol §5.2).</summary>
internal static class SettingWords
{
    public static GatewayResult<string> Thinking(string text) => text.Trim().ToLowerInvariant() switch
    {
        "off" or "minimal" or "low" or "medium" or "high" or "xhigh" => text.Trim().ToLowerInvariant(),
        "on" or "enable" or "enabled" => "low",
        "min" => "minimal",
        "mid" or "med" => "medium",
        "max" or "ultra" or "highest" => "high",
        "x-high" or "x_high" or "extra-high" or "extrahigh" => "xhigh",
        _ => GatewayError.Invalid("invalid thinkingLevel (use off|minimal|low|medium|high|xhigh)"),
    };

    public static GatewayResult<string> Verbose(string text) => OneOf("verboseLevel", text, "on", "off", "full");

    public static GatewayResult<string> Reasoning(string text) => OneOf("reasoningLevel", text, "on", "off", "stream");

    public static GatewayResult<string> Elevated(string text) => OneOf("elevatedLevel", text, "on", "off", "ask", "full");

    public static GatewayResult<string> ResponseUsage(string text) =>
        text.Trim().Equals("on", StringComparison.OrdinalIgnoreCase) ? "tokens" : OneOf("responseUsage", text, "off", "tokens", "full");

    public static GatewayResult<string> ExecHost(string text) => OneOf("execHost", text, "sandbox", "gateway", "node");

    public static GatewayResult<string> ExecSecurity(string text) => OneOf("execSecurity", text, "deny", "allowlist", "full");

    public static GatewayResult<string> ExecAsk(string text) => OneOf("execAsk", text, "off", "on-miss", "always");

    public static GatewayResult<string> SendPolicy(string text) => OneOf("sendPolicy", text, "allow", "deny");

    public static GatewayResult<string> GroupActivation(string text) => OneOf("groupActivation", text, "mention", "always");

    /// <summary>Any text with something in it.</summary>
    public static GatewayResult<string> NotEmpty(string name, string text) =>
        text.Trim() is { Length: > 0 } trimmed ? trimmed : GatewayError.Invalid($"invalid {name}: empty");

    private static GatewayResult<string> OneOf(string name, string text, params ReadOnlySpan<string> words)
    {
        string wanted = text.Trim().ToLowerInvariant();
        foreach (string word in words)
        {
            if (word == wanted)
            {
                return word;
            }
        }

        return GatewayError.Invalid($"invalid {name} (use \"{string.Join("\"|\"", words.ToArray())}\")");
    }
}
