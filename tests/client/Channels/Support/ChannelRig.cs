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

    /// <summary>Unlike any pause of the channels, so that a timer shows by it that a call is under way.</summary>
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(31.25);

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

    /// <summary>
    /// Moves time until a task is done, but never while Telegram's answer to a call is on its way: how long that takes on a busy
    /// machine must not count as Telegram's silence.
    /// </summary>
    public override Task AdvanceUntil(Task done, TimeSpan step) => Time.AdvanceUntil(
        done, step, () => Time.CountArmedFor(CallTimeout) + Time.CountArmedFor(CallTimeout + UpdatePoller.Wait) <= Telegram.Held);

    protected override ValueTask DisposePlatform() => Telegram.DisposeAsync();
}
