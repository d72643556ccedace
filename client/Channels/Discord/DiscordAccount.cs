using Moltbot.Gateway.Channels.Api;
using Moltbot.Gateway.Channels.Discord.Api;
using Moltbot.Gateway.Channels.Discord.Gateway;
using Moltbot.Gateway.Channels.Discord.Outbound;
using Moltbot.Policy.Configuration.Views;

namespace Moltbot.Gateway.Channels.Discord;

/// <summary>A configured bot: its settings and a client for it. Lives as long as this version of its settings.</summary>
internal sealed class DiscordAccount
{
    private volatile User? user;

    public DiscordAccount(DiscordAccountConfig config, DiscordToken token, SocketsHttpHandler handler, InvalidRequests invalid, TimeSpan callTimeout, TimeProvider time)
    {
        Config = config;
        Token = token;
        Handler = handler;
        CallTimeout = callTimeout;
        Intents = Gateway.Intents.Of(config);
        var root = new Uri(config.ApiRoot);
        Addresses = new GatewayAddresses(root, config.GatewayRoot is null ? null : new Uri(config.GatewayRoot));
        Api = new DiscordApi(new DiscordApiOptions { Token = token, ApiRoot = root, CallTimeout = callTimeout }, handler, new RestLimits(time, invalid), time);
        Places = new TargetPlaces(Api);
        Files = new AttachmentFiles(root, handler, callTimeout, time);
    }

    public DiscordAccountConfig Config { get; }

    public DiscordToken Token { get; }

    public SocketsHttpHandler Handler { get; }

    /// <summary>How long Discord may take to answer a call or a new connection.</summary>
    public TimeSpan CallTimeout { get; }

    public DiscordApi Api { get; }

    /// <summary>Where channels are that clients name.</summary>
    public TargetPlaces Places { get; }

    public AttachmentFiles Files { get; }

    public GatewayAddresses Addresses { get; }

    /// <summary>The kinds of event that sessions ask for.</summary>
    public int Intents { get; }

    /// <summary>Whose a session is: another bot, or other intents, cannot take it up.</summary>
    public string SessionOwner => $"{Token.Fingerprint}/{Intents}";

    /// <summary>Who the bot is; null until Discord was asked.</summary>
    public User? User => user;

    /// <summary>Asks Discord who the bot is, once.</summary>
    public async Task<ApiResult<User>> Identify(CancellationToken cancellation)
    {
        if (user is { } known)
        {
            return ApiResult<User>.Success(known);
        }

        var answer = await Api.GetCurrentUser(cancellation);
        user = answer.Value;
        return answer;
    }
}
