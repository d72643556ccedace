namespace Moltbot.Policy.Configuration.Views;

/// <summary>A named credential; its secret is stored elsewhere.</summary>
/// <param name="Mode"><c>api_key</c>, <c>oauth</c> or <c>token</c>.</param>
public sealed record AuthProfileConfig(string Provider, string Mode, string? Email)
{
    internal static AuthProfileConfig From(ConfigSection section) =>
        new(section.String("provider") ?? "", section.String("mode") ?? "", section.String("email"));
}
