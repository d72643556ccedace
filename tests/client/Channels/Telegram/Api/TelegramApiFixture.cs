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

    private readonly string token;

    private TelegramApiFixture(SimulatedTelegram telegram, string token)
    {
        this.token = token;
        Telegram = telegram;
        Bot = telegram.AddBot(token, "molty_bot");
    }

    public SimulatedTelegram Telegram { get; }

    public SimulatedBot Bot { get; }

    public static BotToken Token => Parse(TokenText);

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <param name="token">The bot's; a test that listens to the whole process takes one that no other test sends.</param>
    public static async Task<TelegramApiFixture> StartAsync(string token = TokenText) => new(await SimulatedTelegram.StartAsync(), token);

    public TelegramApi Api(TimeProvider? time = null, Uri? root = null, int maxResponseBytes = 1 << 20) => new(
        new TelegramApiOptions { Token = Parse(token), ApiRoot = root ?? Telegram.Root, MaxResponseBytes = maxResponseBytes },
        handler,
        time ?? TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        await Telegram.DisposeAsync();
        handler.Dispose();
    }

    private static BotToken Parse(string text) => BotToken.TryParse(text, out var token) ? token : throw new InvalidOperationException();
}
