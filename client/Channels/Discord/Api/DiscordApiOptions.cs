namespace Moltbot.Gateway.Channels.Discord.Api;

/// <summary>Whose bot, and where its API is.</summary>
public sealed class DiscordApiOptions
{
    /// <summary>Discord's own endpoint.</summary>
    public static readonly Uri PublicApiRoot = new("https://discord.com/api");

    /// <summary>The bot's secret.</summary>
    public required DiscordToken Token { get; init; }

    /// <summary>The API's address, without the version; a private one may be named.</summary>
    public Uri ApiRoot { get; init; } = PublicApiRoot;

    /// <summary>How long a call may take, without the waiting for its turn.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The largest answer that is read, in bytes.</summary>
    public int MaxResponseBytes { get; init; } = 16 * 1024 * 1024;
}
