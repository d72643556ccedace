namespace Moltbot.Policy.Configuration.Views;

/// <summary>How an agent presents itself.</summary>
public sealed record AgentIdentityConfig(string? Name, string? Theme, string? Emoji, string? Avatar)
{
    internal static AgentIdentityConfig? From(ConfigSection section) => section.Exists
        ? new(section.Text("name"), section.Text("theme"), section.Text("emoji"), section.Text("avatar"))
        : null;
}
