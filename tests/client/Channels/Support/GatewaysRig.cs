using System.Collections.Concurrent;
using Moltbot.Gateway.Channels;
using Moltbot.GrainInterfaces;
using Moltbot.TestSupport.Time;

namespace Moltbot.Gateway.Tests.Channels.Support;

/// <summary>In-memory accounts, any number of gateways that serve them, and a clock that the test moves.</summary>
internal abstract class GatewaysRig : IAsyncDisposable
{
    /// <summary>Unlike any pause of the channels, so that a timer shows by it that a call is under way.</summary>
    protected static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(31.25);

    private readonly List<ChannelSupervisor> supervisors = [];
    private readonly ConcurrentDictionary<string, FakeChannelAccount> accounts = new(StringComparer.Ordinal);

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ManualTime Time { get; } = new();

    public CapturedLogs Logs { get; } = new();

    public FakeConfigurations Configurations { get; } = new();

    /// <summary>Who may reach simulated platforms, which are on this machine: everybody, unless a test asks otherwise.</summary>
    public Func<string, bool> IsOperator { get; set; } = static _ => true;

    /// <summary>The default tenant's default account.</summary>
    public FakeChannelAccount Grain => GrainOf(TenantId.Default, "default");

    protected abstract string Channel { get; }

    protected ChannelPlatformOptions Options => new() { Environment = _ => null, IsOperator = tenant => IsOperator(tenant), CallTimeout = CallTimeout };

    public FakeChannelAccount GrainOf(string tenant, string account) => GrainOf(GrainKey.ForAccount(tenant, Channel, account));

    public ChannelAccounts AccountsFor(string gatewayId) => new(GrainOf, gatewayId);

    /// <summary>The gateway that was started last.</summary>
    public ChannelSupervisor LastGateway => supervisors[^1];

    /// <summary>
    /// Moves time until a task is done, but never while a platform's answer to a call is on its way: how long that takes on a busy machine
    /// must not count as the platform's silence.
    /// </summary>
    public abstract Task AdvanceUntil(Task done, TimeSpan step);

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

        await DisposePlatform();
    }

    protected abstract ValueTask DisposePlatform();

    /// <summary>A gateway that has read the configuration of all tenants.</summary>
    protected async Task<ChannelSupervisor> StartGateway(string id, IChannelPlatform platform)
    {
        var supervisor = new ChannelSupervisor([platform], Configurations, AccountsFor(id), Time, Logs);
        supervisors.Add(supervisor);
        foreach (var tenant in Configurations.Tenants.Keys)
        {
            await supervisor.Refresh(tenant, Stop);
        }

        return supervisor;
    }

    private FakeChannelAccount GrainOf(GrainKey key) => accounts.GetOrAdd(key.ToString(), _ => new FakeChannelAccount(Time, Channel));
}
