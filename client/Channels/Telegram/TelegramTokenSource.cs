using Moltbot.Gateway.Channels.Telegram.Api;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Views;

namespace Moltbot.Gateway.Channels.Telegram;

/// <summary>Finds an account's token: botToken, then tokenFile, then (default account) the variable TELEGRAM_BOT_TOKEN; the latter two are the operator's.</summary>
internal static class TelegramTokenSource
{
    private const string Variable = "TELEGRAM_BOT_TOKEN";
    private const int MaxFileBytes = 4096;

    /// <summary>Whether the process's environment names a token.</summary>
    public static bool IsInEnvironment(Func<string, string?> environment) => environment(Variable) is { Length: > 0 };

    /// <summary>The token, or what is wrong in words that name the key and no secret.</summary>
    public static (BotToken? Token, string? Problem) Find(TelegramAccountConfig account, bool isOperator, Func<string, string?> environment)
    {
        if (account.BotToken is { } configured)
        {
            return Read(configured, "botToken");
        }

        if (account.TokenFile is { } path)
        {
            return isOperator ? ReadFile(path) : (null, "tokenFile is for the operator's own accounts: set botToken");
        }

        return isOperator && account.Id == ConfigIds.DefaultAccount && environment(Variable) is { Length: > 0 } variable
            ? Read(variable, Variable)
            : (null, "botToken is not set");
    }

    private static (BotToken? Token, string? Problem) ReadFile(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            var bytes = new byte[MaxFileBytes];
            return Read(System.Text.Encoding.UTF8.GetString(bytes, 0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)), "tokenFile");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return (null, $"tokenFile cannot be read ({error.GetType().Name})");
        }
    }

    private static (BotToken? Token, string? Problem) Read(string text, string source) =>
        BotToken.TryParse(text, out var token) ? (token, null) : (null, $"{source} is not a bot token (<digits>:<letters, digits, _ or ->)");
}
