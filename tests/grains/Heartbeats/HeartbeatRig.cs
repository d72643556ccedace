using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Heartbeats;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Tests.Agents;
using Moltbot.Grains.Tests.Cron;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Heartbeats;

/// <summary>Silos whose agent <c>main</c> has a heartbeat each minute, and an owner on Telegram.</summary>
internal sealed class HeartbeatRig : IAsyncDisposable
{
    public const string Plain = "Hello from the simulated model.";
    public const string Alert = "The door is open.";
    public const string Prompt = "Look around.";
    public static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly TemporaryFolder _folder = new();

    public SimulatedModelProvider Model { get; private set; } = null!;

    public ManualTime Time { get; private set; } = new();

    public static async Task<HeartbeatRig> Start() => new() { Model = await SimulatedModelProvider.StartAsync() };

    public async ValueTask DisposeAsync()
    {
        await Model.DisposeAsync();
        _folder.Dispose();
    }

    /// <param name="heartbeat">More of the section <c>heartbeat</c>.</param>
    /// <param name="more">More of the configuration.</param>
    /// <param name="later">How much later it is than in the silo before.</param>
    public Task<SessionHost> Silo(string heartbeat = "", string more = "", TimeSpan later = default)
    {
        Time = later == default ? Time : new ManualTime(Time.GetUtcNow() + later);
        return SessionHost.Start(_folder.Path, Model, Time, Config(heartbeat, more), Jobs.Keep);
    }

    /// <param name="heartbeat">More of the section <c>heartbeat</c>; null for no section.</param>
    /// <param name="more">More of the configuration.</param>
    public string Config(string? heartbeat = "", string more = "") =>
        SessionHost.ConfigFor(Model, $"channels: {{ telegram: {{ botToken: '1:a', allowFrom: ['7'] }} }}{(more.Length == 0 ? "" : ", " + more)}")
            .Replace("""primary: "fake/m1" } }""", $$"""primary: "fake/m1" }{{(heartbeat is null ? "" : $", heartbeat: {{ every: '1m', prompt: '{Prompt}'{(heartbeat.Length == 0 ? "" : ", " + heartbeat)} }}")}} }""", StringComparison.Ordinal);

    public static IHeartbeatGrain Heart(SessionHost silo) => silo.Grain<IHeartbeatGrain>(GrainKey.ForAgent(SessionHost.Tenant, "main").ToString());

    public static Task Schedule(SessionHost silo, TimeSpan? every = null) => Heart(silo).Schedule("main", (long)(every ?? Minute).TotalMilliseconds);

    /// <summary>The owner writes and is answered: from then on there is a chat.</summary>
    public static async Task<RunStatus> OwnerWrites(SessionHost silo, string text = "hello", string runId = "owner-1")
    {
        (await CronRig.Say(silo, text, runId, "owner")).Disposition.ShouldBe(TurnDisposition.Accepted);
        return await silo.Events.Outcome(runId);
    }

    /// <summary>A minute goes by; what came of the heartbeat that was due then.</summary>
    public async Task<HeartbeatReport> Beat(SessionHost silo)
    {
        int before = Reports(silo).Count;
        await Time.WhenArmed(Minute);
        Time.Advance(Minute);
        await silo.Subscribe();
        return await Next(silo, before);
    }

    public static async Task<HeartbeatReport> Next(SessionHost silo, int before)
    {
        await Waits.Until(() => Reports(silo).Count > before, $"heartbeat {before + 1} to be over");
        return Reports(silo)[before];
    }

    public static IReadOnlyList<HeartbeatReport> Reports(SessionHost silo) => [.. silo.Events.All.OfType<HeartbeatEvent>().Select(static told => told.Report)];

    /// <summary>What the owner's chat was told.</summary>
    public static Task<IReadOnlyList<string>> Sent(SessionHost silo) => CronRig.Sent(silo, "7");

    /// <summary>How many heartbeats the session was asked.</summary>
    public static async Task<int> Asked(SessionHost silo) => (await silo.Transcript()).Count(static line => line == "user: " + Prompt);
}
