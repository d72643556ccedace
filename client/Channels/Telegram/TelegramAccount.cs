using Moltbot.Gateway.Channels.Api;
using Moltbot.Gateway.Channels.Telegram.Api;
using Moltbot.Gateway.Channels.Telegram.Inbound;
using Moltbot.Policy.Configuration.Views;

namespace Moltbot.Gateway.Channels.Telegram;

/// <summary>A configured bot: its settings and a client for it. Lives as long as this version of its settings.</summary>
internal sealed class TelegramAccount : IDisposable
{
    private readonly SocketsHttpHandler handler;
    private volatile BotIdentity? identity;

    public TelegramAccount(string tenant, TelegramAccountConfig config, BotToken token, SocketsHttpHandler handler, TimeSpan callTimeout, TimeProvider time)
    {
        Tenant = tenant;
        Config = config;
        this.handler = handler;
        Api = new TelegramApi(
            new TelegramApiOptions
            {
                Token = token,
                ApiRoot = new Uri(config.ApiRoot),
                CallTimeout = config.Timeout is { } timeout && timeout > TimeSpan.Zero ? timeout : callTimeout,
            },
            handler,
            time);
    }

    public string Tenant { get; }

    public TelegramAccountConfig Config { get; }

    public TelegramApi Api { get; }

    /// <summary>Who the bot is; null until Telegram was asked.</summary>
    public BotIdentity? Identity => identity;

    /// <summary>Asks Telegram who the bot is, once.</summary>
    public async Task<ApiResult<BotIdentity>> Identify(CancellationToken cancellation)
    {
        if (identity is { } known)
        {
            return ApiResult<BotIdentity>.Success(known);
        }

        var me = await Api.GetMe(cancellation);
        if (!me.Ok)
        {
            return ApiResult<BotIdentity>.Failure(me.Error);
        }

        return ApiResult<BotIdentity>.Success(identity = new BotIdentity(me.Value.Id, me.Value.Username, me.Value.HasTopicsEnabled));
    }

    public void Dispose()
    {
        Api.Dispose();
        handler.Dispose();
    }
}
