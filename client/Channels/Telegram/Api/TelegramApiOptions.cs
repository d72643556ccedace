namespace Moltbot.Gateway.Channels.Telegram.Api;

/// <summary>Whose bot, and where its Bot API is.</summary>
public sealed class TelegramApiOptions
{
    /// <summary>Telegram's own endpoint.</summary>
    public static readonly Uri PublicApiRoot = new("https://api.telegram.org");

    /// <summary>The bot's secret.</summary>
    public required BotToken Token { get; init; }

    /// <summary>The Bot API's address, without <c>/bot…</c>; a private Bot API server may be named.</summary>
    public Uri ApiRoot { get; init; } = PublicApiRoot;

    /// <summary>How long a call other than a long poll may take; a long poll gets this on top of its own waiting time.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The largest answer that is read, in bytes.</summary>
    public int MaxResponseBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Says what is wrong with an apiRoot from a configuration, or null.</summary>
    public static string? ProblemWith(Uri apiRoot) =>
        !apiRoot.IsAbsoluteUri || apiRoot.Scheme is not ("https" or "http") ? "apiRoot must be an absolute http or https URL"
        : apiRoot.UserInfo.Length > 0 ? "apiRoot must not hold a user name or password"
        : apiRoot.Query.Length > 0 || apiRoot.Fragment.Length > 0 ? "apiRoot must not have a query or fragment"
        : null;
}
