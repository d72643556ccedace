using Moltbot.Gateway.Channels;
using Moltbot.Gateway.Channels.Telegram;
using Moltbot.Gateway.Channels.Telegram.Inbound;
using Moltbot.Gateway.Channels.Telegram.Webhooks;
using Moltbot.GrainInterfaces;
using Moltbot.Policy.Configuration.Views;
using Moltbot.TestSupport.Telegram;

namespace Moltbot.Gateway.Tests.Channels.Support;

/// <summary>A simulated Telegram, in-memory accounts and any number of gateways between them.</summary>
internal sealed class ChannelRig : GatewaysRig
{
    public const string Canary = "AAGcanary-s3cret_Token9876543210zyxwvu";

    public const string Token = "555000:" + Canary;

    private ChannelRig(SimulatedTelegram telegram)
    {
        Telegram = telegram;
        Bot = telegram.AddBot(Token, "molty_bot");
        Configurations.Tenants[TenantId.Default] = Channels(Account());
    }

    public SimulatedTelegram Telegram { get; }

    public SimulatedBot Bot { get; }

    public FakeLimiters Limiters => field ??= new FakeLimiters(Time);

    protected override string Channel => "telegram";

    public static async Task<ChannelRig> StartAsync() => new(await SimulatedTelegram.StartAsync());

    public static ChannelsConfig Channels(params TelegramAccountConfig[] accounts) =>
        new() { Telegram = new TelegramConfig { Accounts = accounts } };

    public TelegramAccountConfig Account(string id = "default", string token = Token) =>
        new() { Id = id, BotToken = token, ApiRoot = Telegram.Root.AbsoluteUri.TrimEnd('/'), Timeout = CallTimeout };

    /// <summary>A gateway that has read the configuration of all tenants.</summary>
    public Task<ChannelSupervisor> StartGateway(string id = "g1", WebhookRoutes? routes = null) =>
        StartGateway(id, new TelegramPlatform(Options, routes ?? new WebhookRoutes(), Time));

    /// <inheritdoc/>
    public override Task AdvanceUntil(Task done, TimeSpan step) => Time.AdvanceUntil(
        done, step, () => Time.CountArmedFor(CallTimeout) + Time.CountArmedFor(CallTimeout + UpdatePoller.Wait) <= Telegram.Held);

    protected override ValueTask DisposePlatform() => Telegram.DisposeAsync();
}
