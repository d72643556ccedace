namespace Moltbot.Gateway.Channels.Discord.Api;

/// <summary>One route of the REST API with its parameters.</summary>
/// <param name="Verb">The HTTP method.</param>
/// <param name="Template">The path with the names of its parameters, as logs and errors show it.</param>
/// <param name="Path">The path itself; may hold the token of an interaction.</param>
/// <param name="Major">The parameter that has limits of its own (channel, guild, interaction); empty for none.</param>
internal sealed record RestRoute(HttpMethod Verb, string Template, string Path, string Major)
{
    /// <summary>Whether the bot's global limit leaves it alone; interactions have theirs.</summary>
    public bool IsInteraction { get; init; }

    /// <summary>The route's name.</summary>
    public string Name => $"{Verb} /{Template}";

    public static RestRoute CurrentUser { get; } = new(HttpMethod.Get, "users/@me", "users/@me", "");

    public static RestRoute Application { get; } = new(HttpMethod.Get, "oauth2/applications/@me", "oauth2/applications/@me", "");

    public static RestRoute GatewayBot { get; } = new(HttpMethod.Get, "gateway/bot", "gateway/bot", "");

    public static RestRoute OpenDirect { get; } = new(HttpMethod.Post, "users/@me/channels", "users/@me/channels", "");

    public static RestRoute Channel(string channel) => new(HttpMethod.Get, "channels/{channel}", $"channels/{channel}", channel);

    public static RestRoute Guild(string guild) => new(HttpMethod.Get, "guilds/{guild}", $"guilds/{guild}", guild);

    public static RestRoute CreateMessage(string channel) =>
        new(HttpMethod.Post, "channels/{channel}/messages", $"channels/{channel}/messages", channel);

    public static RestRoute Message(HttpMethod verb, string channel, string message) =>
        new(verb, "channels/{channel}/messages/{message}", $"channels/{channel}/messages/{message}", channel);

    public static RestRoute Reaction(string channel, string message, string emoji) => new(
        HttpMethod.Put, "channels/{channel}/messages/{message}/reactions/{emoji}/@me", $"channels/{channel}/messages/{message}/reactions/{Uri.EscapeDataString(emoji)}/@me", channel);

    public static RestRoute Typing(string channel) =>
        new(HttpMethod.Post, "channels/{channel}/typing", $"channels/{channel}/typing", channel);

    public static RestRoute Commands(HttpMethod verb, string application) =>
        new(verb, "applications/{application}/commands", $"applications/{application}/commands", "");

    public static RestRoute InteractionCallback(string interaction, string token) =>
        new(HttpMethod.Post, "interactions/{interaction}/{token}/callback", $"interactions/{interaction}/{token}/callback", interaction) { IsInteraction = true };

    public static RestRoute OriginalResponse(string application, string token) =>
        new(HttpMethod.Patch, "webhooks/{application}/{token}/messages/@original", $"webhooks/{application}/{token}/messages/@original", token) { IsInteraction = true };

    public static RestRoute Followup(string application, string token) =>
        new(HttpMethod.Post, "webhooks/{application}/{token}", $"webhooks/{application}/{token}", token) { IsInteraction = true };
}
