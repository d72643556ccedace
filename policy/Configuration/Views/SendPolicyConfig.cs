namespace Moltbot.Policy.Configuration.Views;

/// <summary>Whether answers may be sent (<c>session.sendPolicy</c>).</summary>
/// <param name="Default"><c>allow</c> or <c>deny</c>; null when not set.</param>
/// <param name="Rules">In order.</param>
public sealed record SendPolicyConfig(string? Default, IReadOnlyList<SendPolicyRuleConfig> Rules)
{
    internal static SendPolicyConfig? From(ConfigSection section) => section.Exists
        ? new(section.String("default"), [.. section.Items("rules").Select(SendPolicyRuleConfig.From)])
        : null;
}
