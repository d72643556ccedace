using System.Collections.Concurrent;
using Moltbot.Gateway.Channels;
using Moltbot.Gateway.Channels.Telegram;
using Moltbot.Gateway.Channels.Telegram.Inbound;
using Moltbot.Gateway.Channels.Telegram.Webhooks;
using Moltbot.GrainInterfaces;
using Moltbot.Policy.Configuration.Views;
using Moltbot.TestSupport.Telegram;
using Moltbot.TestSupport.Time;

namespace Moltbot.Gateway.Tests.Channels.Support;

/// <summary>A simulated Telegram, in-memory accounts and any number of gateways between them.</summary>
internal sealed class ChannelRig : IAsyncDisposable
{
    public const string Canary = "AAGcanary-s3cret_Token9876543210zyxwvu";

    public const string Token = "555000:" + Canary;

    /// <summary>Unlike any pause of the channels, so that a timer shows by it that a call is under way.</summary>
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(31.25);

    private readonly List<ChannelSupervisor> supervisors = [];
    private readonly ConcurrentDictionary<string, FakeChannelAccount> accounts = new(StringComparer.Ordinal);

    private ChannelRig(SimulatedTelegram telegram)
    {
        Telegram = telegram;
        Bot = telegram.AddBot(Token, "molty_bot");
        Configurations.Tenants[TenantId.Default] = Channels(Account());
    }

    public SimulatedTelegram Telegram { get; }

    public SimulatedBot Bot { get; }

    public ManualTime Time { get; } = new();

    public CapturedLogs Logs { get; } = new();

    public FakeLimiters Limiters => field ??= new FakeLimiters(Time);

    public FakeConfigurations Configurations { get; } = new();

    /// <summary>The default tenant's default account.</summary>
    public FakeChannelAccount Grain => GrainOf(TenantId.Default, "default");

    /// <summary>Who may reach the simulated Telegram, which is on this machine: everybody, unless a test asks otherwise.</summary>
    public Func<string, bool> IsOperator { get; set; } = static _ => true;

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<ChannelRig> StartAsync() => new(await SimulatedTelegram.StartAsync());

    public static ChannelsConfig Channels(params TelegramAccountConfig[] accounts) =>
        new() { Telegram = new TelegramConfig { Accounts = accounts } };

    public TelegramAccountConfig Account(string id = "default", string token = Token) =>
        new() { Id = id, BotToken = token, ApiRoot = Telegram.Root.AbsoluteUri.TrimEnd('/'), Timeout = CallTimeout };

    public FakeChannelAccount GrainOf(string tenant, string account) =>
        GrainOf(GrainKey.ForAccount(tenant, "telegram", account));

    /// <summary>A gateway that has read the configuration of all tenants.</summary>
    public async Task<ChannelSupervisor> StartGateway(string id = "g1", WebhookRoutes? routes = null)
    {
        var platform = new TelegramPlatform(
            new ChannelPlatformOptions { Environment = _ => null, IsOperator = IsOperator }, routes ?? new WebhookRoutes(), Time);
        var supervisor = new ChannelSupervisor([platform], Configurations, AccountsFor(id), Time, Logs);
        supervisors.Add(supervisor);
        foreach (var tenant in Configurations.Tenants.Keys)
        {
            await supervisor.Refresh(tenant, Stop);
        }

        return supervisor;
    }

    public ChannelAccounts AccountsFor(string gatewayId) => new(GrainOf, gatewayId);

    /// <summary>
    /// Moves time until a task is done, but never while Telegram's answer to a call is on its way: how long that takes on a busy
    /// machine must not count as Telegram's silence.
    /// </summary>
    public Task AdvanceUntil(Task done, TimeSpan step) => Time.AdvanceUntil(
        done, step, () => Time.CountArmedFor(CallTimeout) + Time.CountArmedFor(CallTimeout + UpdatePoller.Wait) <= Telegram.Held);

    public async ValueTask DisposeAsync()
    {
        foreach (var account in accounts.Values)
        {
            account.CutOff.Clear();
        }

        foreach (var supervisor in supervisors)
        {
            var stopped = supervisor.DisposeAsync().AsTask();
            await AdvanceUntil(stopped, TimeSpan.FromSeconds(1));
        }

        await Telegram.DisposeAsync();
    }

    private FakeChannelAccount GrainOf(GrainKey key) => accounts.GetOrAdd(key.ToString(), _ => new FakeChannelAccount(Time));
}
