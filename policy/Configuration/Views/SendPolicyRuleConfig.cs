namespace Moltbot.Policy.Configuration.Views;

/// <summary>One rule of the send policy; what is null matches everything.</summary>
/// <param name="Action"><c>allow</c> or <c>deny</c>.</param>
/// <param name="ChatType"><c>direct</c>, <c>group</c> or <c>room</c>.</param>
public sealed record SendPolicyRuleConfig(string Action, string? Channel, string? ChatType, string? KeyPrefix)
{
    internal static SendPolicyRuleConfig From(ConfigSection section)
    {
        var match = section.Section("match");
        return new(section.String("action") ?? "deny", match.String("channel"), match.String("chatType"), match.String("keyPrefix"));
    }
}
