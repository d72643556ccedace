using Moltbot.Gateway.Channels.Discord.Api;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Views;

namespace Moltbot.Gateway.Channels.Discord;

/// <summary>Finds an account's token: token, then (the operator's default account) the variable DISCORD_BOT_TOKEN.</summary>
internal static class DiscordTokenSource
{
    private const string Variable = "DISCORD_BOT_TOKEN";

    /// <summary>Whether the process's environment names a token.</summary>
    public static bool IsInEnvironment(Func<string, string?> environment) => environment(Variable) is { Length: > 0 };

    /// <summary>The token, or what is wrong in words that name the key and no secret.</summary>
    public static (DiscordToken? Token, string? Problem) Find(DiscordAccountConfig account, bool isOperator, Func<string, string?> environment) =>
        account.Token is { } configured ? Read(configured, "token")
        : isOperator && account.Id == ConfigIds.DefaultAccount && environment(Variable) is { Length: > 0 } variable ? Read(variable, Variable)
        : (null, "token is not set");

    private static (DiscordToken? Token, string? Problem) Read(string text, string source) => DiscordToken.TryParse(text, out var token)
        ? (token, null)
        : (null, $"{source} is not a bot token (three parts of letters, digits, _ or -, with dots between)");
}
