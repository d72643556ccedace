using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Moltbot.Gateway.Channels.Accounts;
using Moltbot.GrainInterfaces.Events;
using Moltbot.Policy.Configuration.Views;

namespace Moltbot.Gateway.Channels;

/// <summary>
/// The channel accounts on this gateway. Every gateway has a runner for each configured account of each tenant; the lease
/// decides whose runs the connection.
/// </summary>
public sealed partial class ChannelSupervisor : IAsyncDisposable
{
    /// <summary>How often the configuration is read without being told that it changed; the telling may get lost.</summary>
    public static readonly TimeSpan RefreshInterval = TimeSpan.FromMinutes(1);

    /// <summary>Beyond so many runs at once, further ones are not shown while they write. Arbitrary: an end that was never told costs an entry.</summary>
    private const int MostDrafting = 10_000;

    private readonly IReadOnlyList<IChannelPlatform> platforms;
    private readonly IChannelConfigurations configurations;
    private readonly ChannelAccounts accounts;
    private readonly TimeProvider time;
    private readonly ILoggerFactory loggers;
    private readonly ILogger logger;
    private readonly ConcurrentDictionary<AccountAddress, AccountRunner> runners = new();
    private readonly ConcurrentDictionary<string, bool> tenants = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Tenant, string Run), AccountRunner> drafting = new();
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly Signal changed;

    /// <param name="platforms">The platforms there are.</param>
    /// <param name="configurations">Where accounts are configured.</param>
    /// <param name="accounts">The accounts' grains.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">For all loggers of the channels.</param>
    public ChannelSupervisor(
        IEnumerable<IChannelPlatform> platforms,
        IChannelConfigurations configurations,
        ChannelAccounts accounts,
        TimeProvider time,
        ILoggerFactory loggers)
    {
        this.platforms = [.. platforms];
        this.configurations = configurations;
        this.accounts = accounts;
        this.time = time;
        this.loggers = loggers;
        logger = loggers.CreateLogger<ChannelSupervisor>();
        changed = new Signal(time);
    }

    /// <summary>Serves these tenants until stopped, then stops their accounts.</summary>
    /// <param name="served">The tenants of this gateway; asked again at every refresh.</param>
    /// <param name="stop">Ends it.</param>
    public async Task Run(Func<IReadOnlyCollection<string>> served, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                foreach (var tenant in served().Concat(tenants.Keys).Distinct(StringComparer.Ordinal).ToList())
                {
                    await Refresh(tenant, stop);
                }

                await changed.Wait(RefreshInterval, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await DisposeAsync();
        }
    }

    /// <summary>Reads a tenant's configuration and starts, restarts and stops accounts to match. Fails only by cancellation: what cannot be read leaves all as it is.</summary>
    public async Task Refresh(string tenant, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            var channels = await configurations.Read(tenant, cancellation);
            tenants[tenant] = true;
            await Apply(tenant, channels);
            if (channels is null)
            {
                tenants.TryRemove(tenant, out _);
            }
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            LogRefreshFailed(tenant, error.GetType().Name);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Takes note of a tenant's event; events that mean nothing to channels are ignored. Never blocks.</summary>
    public void OnEvent(string tenant, TenantEvent tenantEvent)
    {
        switch (tenantEvent)
        {
            case ConfigurationChangedEvent:
                changed.Set();
                break;
            case ChannelWorkEvent work when runners.TryGetValue(new(tenant, work.Channel, work.Account), out var runner):
                if (work is { Typing: { } typing, ChatId: { } chat })
                {
                    runner.SetTyping(chat, work.ThreadId, typing);
                    FollowRun(runner, (tenant, work.RunId ?? ""), chat, work.ThreadId, typing);
                }
                else
                {
                    runner.Wake();
                }

                break;
            case ChatEvent { State: ChatState.Delta, Text: { } text } told when drafting.TryGetValue((tenant, told.RunId), out var writer):
                writer.Wrote(told.RunId, text);
                break;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await turn.WaitAsync();
        try
        {
            await Stop(runners.Keys);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Remembers who shows what a run writes, until it ends.</summary>
    private void FollowRun(AccountRunner runner, (string Tenant, string Run) run, string chat, string? thread, bool typing)
    {
        if (!typing && drafting.TryRemove(run, out var writer))
        {
            writer.EndDraft(run.Run);
        }
        else if (typing && run.Run.Length > 0 && drafting.Count < MostDrafting && runner.BeginDraft(run.Run, chat, thread))
        {
            drafting[run] = runner;
        }
    }

    private async Task Apply(string tenant, ChannelsConfig? channels)
    {
        var wanted = new Dictionary<AccountAddress, ChannelAccountSetup>();
        foreach (var platform in platforms)
        {
            foreach (var setup in platform.Configure(tenant, channels))
            {
                wanted[new AccountAddress(tenant, platform.Id, setup.AccountId)] = setup;
            }
        }

        await Stop(runners.Where(runner => runner.Key.Tenant == tenant
            && (!wanted.TryGetValue(runner.Key, out var setup) || setup.Fingerprint != runner.Value.Fingerprint)).Select(runner => runner.Key));
        foreach (var (address, setup) in wanted.Where(entry => !runners.ContainsKey(entry.Key)))
        {
            var grain = accounts.Open(address.Tenant, address.Channel, address.Account);
            runners[address] = new AccountRunner(address, setup, grain, time, loggers);
        }
    }

    private Task Stop(IEnumerable<AccountAddress> addresses) => Task.WhenAll(addresses.ToList().Select(async address =>
    {
        if (runners.TryRemove(address, out var runner))
        {
            foreach (var run in drafting.Where(run => run.Value == runner))
            {
                drafting.TryRemove(run);
            }

            await runner.DisposeAsync();
        }
    }));
}
