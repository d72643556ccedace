using Moltbot.Gateway.Channels.Api;
using Moltbot.Gateway.Channels.Telegram.Api;
using Moltbot.TestSupport.Telegram;

namespace Moltbot.Gateway.Tests.Channels.Telegram.Api;

/// <summary>A simulated Telegram with one bot, and a client for it.</summary>
public sealed class TelegramApiFixture : IAsyncDisposable
{
    /// <summary>The part of the token that must appear nowhere.</summary>
    public const string Canary = "AAHcanary-s3cret_Token0123456789abcdef";

    public const string TokenText = "777000:" + Canary;

    private readonly SocketsHttpHandler handler = ChannelHttp.CreateHandler();

    private TelegramApiFixture(SimulatedTelegram telegram)
    {
        Telegram = telegram;
        Bot = telegram.AddBot(TokenText, "molty_bot");
    }

    public SimulatedTelegram Telegram { get; }

    public SimulatedBot Bot { get; }

    public static BotToken Token => BotToken.TryParse(TokenText, out var token) ? token : throw new InvalidOperationException();

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<TelegramApiFixture> StartAsync() => new(await SimulatedTelegram.StartAsync());

    public TelegramApi Api(TimeProvider? time = null, Uri? root = null, int maxResponseBytes = 1 << 20) => new(
        new TelegramApiOptions { Token = Token, ApiRoot = root ?? Telegram.Root, MaxResponseBytes = maxResponseBytes },
        handler,
        time ?? TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        await Telegram.DisposeAsync();
        handler.Dispose();
    }
}
