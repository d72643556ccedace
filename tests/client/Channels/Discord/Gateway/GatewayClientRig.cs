using Microsoft.Extensions.Logging;
using Moltbot.Gateway.Channels;
using Moltbot.Gateway.Channels.Api;
using Moltbot.Gateway.Channels.Discord;
using Moltbot.Gateway.Channels.Discord.Api;
using Moltbot.Gateway.Channels.Discord.Gateway;
using Moltbot.Gateway.Tests.Channels.Discord.Api;
using Moltbot.Gateway.Tests.Channels.Support;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.Policy.Configuration.Views;
using Moltbot.TestSupport.Discord;
using Moltbot.TestSupport.Platforms;
using Moltbot.TestSupport.Time;

namespace Moltbot.Gateway.Tests.Channels.Discord.Gateway;

/// <summary>A gateway client of a simulated Discord; what arrives is kept, and stored when the test says so.</summary>
internal sealed class GatewayClientRig : IAsyncDisposable
{
    /// <summary>Unlike any pause, so that a timer shows by it that Discord's answer is on its way.</summary>
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(31.25);

    private readonly SocketsHttpHandler handler = ChannelHttp.CreateHandler();
    private readonly Lock gate = new();
    private readonly Watchers watchers;
    private readonly List<GatewayEvent> seen = [];
    private readonly List<ConnectionReport> reports = [];
    private CancellationTokenSource stopping = new();
    private Task running = Task.CompletedTask;

    private GatewayClientRig(SimulatedDiscord discord, ManualTime time)
    {
        (Discord, Time) = (discord, time);
        watchers = new Watchers(gate, () => $"seen [{string.Join(", ", seen.Select(told => told.Type))}], reported [{string.Join(", ", reports.TakeLast(3))}]");
        Bot = discord.AddBot(DiscordApiFixture.TokenText, "molty");
        Configuration = new DiscordAccountConfig
        {
            Id = "default", Token = DiscordApiFixture.TokenText, ApiRoot = discord.ApiRoot.AbsoluteUri,
        };
    }

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public SimulatedDiscord Discord { get; }

    public SimulatedDiscordBot Bot { get; }

    public ManualTime Time { get; }

    public CapturedLogs Logs { get; } = new();

    public DiscordAccountConfig Configuration { get; set; }

    /// <summary>What the client draws; half by default.</summary>
    public double Chance { get; set; } = 0.5;

    /// <summary>Events are read no sooner than it completes.</summary>
    public Task Reading { get; set; } = Task.CompletedTask;

    /// <summary>Whether events are stored as they are read.</summary>
    public bool Stores { get; set; } = true;

    public IReadOnlyList<GatewayEvent> Seen
    {
        get
        {
            lock (gate)
            {
                return [.. seen];
            }
        }
    }

    public IReadOnlyList<ConnectionReport> Reports
    {
        get
        {
            lock (gate)
            {
                return [.. reports];
            }
        }
    }

    public static async Task<GatewayClientRig> StartAsync()
    {
        var time = new ManualTime();
        return new GatewayClientRig(await SimulatedDiscord.StartAsync(time), time);
    }

    /// <summary>Runs a client until <see cref="StopClient"/>.</summary>
    public void Run(GatewaySession? session = null)
    {
        var account = new DiscordAccount(Configuration, DiscordApiFixture.Token, handler, new InvalidRequests(Time), CallTimeout, Time);
        var status = new ConnectionStatus("gateway", report =>
        {
            lock (gate)
            {
                reports.Add(report);
            }

            watchers.Changed();
            return Task.CompletedTask;
        });
        var allowance = new IdentifyAllowance(account.Api, new ApiRetry(Time, status.Failed), status, Time);
        var client = new GatewayClient(account, allowance, status, () => Chance, Time, Logs.CreateLogger<GatewayClient>());
        running = Task.WhenAll(Run(client.Run(session, stopping.Token)), Run(Read(client, stopping.Token)));
    }

    public async Task StopClient()
    {
        await stopping.CancelAsync();
        await AdvanceUntil(running, TimeSpan.FromSeconds(1));
        stopping.Dispose();
        stopping = new CancellationTokenSource();
    }

    /// <summary>Completes when so many events were read.</summary>
    public Task WhenSeen(int count) => watchers.When(() => seen.Count >= count, $"{count} events");

    /// <summary>Completes when such a report was made.</summary>
    public Task WhenReported(Func<ConnectionReport, bool> fits) => watchers.When(() => reports.Exists(report => fits(report)), "a report");

    /// <summary>Moves time on until a task is done, but never while Discord's answer is on its way.</summary>
    public Task AdvanceUntil(Task done, TimeSpan step) => Time.AdvanceUntil(done, step, () => Time.CountArmedFor(CallTimeout) <= Bot.Held);

    public async ValueTask DisposeAsync()
    {
        await StopClient();
        stopping.Dispose();
        handler.Dispose();
        await Discord.DisposeAsync();
    }

    private static async Task Run(Task task)
    {
        try
        {
            await task;
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private async Task Read(GatewayClient client, CancellationToken stop)
    {
        await Reading.WaitAsync(stop);
        await foreach (var told in client.Events.ReadAll(stop))
        {
            lock (gate)
            {
                seen.Add(told);
            }

            if (Stores)
            {
                told.Session.Store(told.Sequence);
            }

            watchers.Changed();
        }
    }
}
