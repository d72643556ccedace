using Microsoft.Extensions.Logging;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Heartbeats;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Agents;
using Moltbot.Grains.Agents.Prompts;
using Moltbot.Grains.Tenants;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Heartbeats;
using Moltbot.Policy.Sessions;

namespace Moltbot.Grains.Heartbeats;

/// <summary>
/// The heartbeats of an agent. What it is about to run is in its row before anything happens, and the run's id is made of the due time: what
/// a crash cuts off is begun again and has one effect. What else the configuration says is read anew each time. Calls, ticks and reminders
/// take turns, but for <see cref="Schedule"/>, which comes in between.
/// </summary>
internal sealed partial class HeartbeatGrain(
    [PersistentState("heartbeat", TenantGrain.Store)] IPersistentState<HeartbeatState> row,
    ITenantConfigurations configurations,
    ModelSelector models,
    WorkspaceReader workspaces,
    TimeProvider time,
    ILogger<HeartbeatGrain> logger) : TenantGrain(time), IHeartbeatGrain, IRemindable, IDisposable
{
    /// <summary>One change at a time.</summary>
    private readonly SemaphoreSlim _changing = new(1, 1);

    private HeartbeatState State => row.State;

    public void Dispose() => _changing.Dispose();

    protected override Task Start(CancellationToken cancellationToken)
    {
        Arm(isWaiting: false);
        return Task.CompletedTask;
    }

    public async Task Schedule(string agentId, long? every)
    {
        if (GrainKey.ForAgent(Tenant, agentId) != Key)
        {
            throw new ArgumentException("The agent is another one's.", nameof(agentId));
        }

        if (every is null)
        {
            await Clear();
        }
        else if (State.Every != every)
        {
            await Write(state => state with { AgentId = agentId, Every = every, NextDue = Now + every.Value, HeldSince = null });
        }

        Arm(isWaiting: false);
    }

    public async Task<bool> Wake(string line)
    {
        if (State.Every is null)
        {
            return false;
        }

        ConfigDocument document = await Document();
        if (HeartbeatPlan.Of(document, State.AgentId) is not { } plan)
        {
            return false;
        }

        string key = KeyOf(plan, document);
        await Session(key).AddSystemEvent(key, line);
        await Change(static state => state.Woken is null ? state with { Woken = Guid.NewGuid().ToString("N"), HeldSince = null } : state);
        Arm(isWaiting: false);
        return true;
    }

    public Task<HeartbeatReport?> Last() => Task.FromResult(State.Last);

    public async Task Ended(RunStatus outcome)
    {
        if (State.Running?.RunId == outcome.RunId)
        {
            await LookSafely();
        }
    }

    /// <summary>Changes the row, unless there are no heartbeats any more.</summary>
    private Task Change(Func<HeartbeatState, HeartbeatState> change) => Write(state => state.Every is null ? state : change(state));

    private async Task Write(Func<HeartbeatState, HeartbeatState> change)
    {
        await _changing.WaitAsync();
        try
        {
            HeartbeatState before = State, after = change(before);
            if (!ReferenceEquals(before, after))
            {
                long? wanted = ReminderFor(after);
                await Save(row, after with { RemindedFrom = wanted }, Reminder, before.RemindedFrom, wanted);
            }
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>A run that has begun goes on; nobody looks what comes of it.</summary>
    private async Task Clear()
    {
        await _changing.WaitAsync();
        try
        {
            if (row.RecordExists)
            {
                await row.ClearStateAsync();
            }

            row.State = new HeartbeatState();
            await ForgetReminder(Reminder);
        }
        finally
        {
            _changing.Release();
        }
    }

    private async ValueTask<ConfigDocument> Document() => (await configurations.Get(Tenant)).Document;

    /// <summary>The session that is asked: the main one, or another one of the agent's that the configuration names.</summary>
    private static string KeyOf(HeartbeatPlan plan, ConfigDocument document)
    {
        string main = document.Session.IsGlobal ? SessionKeys.Global : SessionKeys.Main(plan.AgentId, document.Session.MainKey);
        if (document.Session.IsGlobal || plan.Session is null or SessionKeys.DefaultMainKey or SessionKeys.Global)
        {
            return main;
        }

        string named = SessionKeys.ToStored(plan.AgentId, plan.Session, document.Session.MainKey);
        return SessionKeys.AgentIdOf(named) == plan.AgentId && !SessionKeys.IsSubagent(named) ? named : main;
    }

    private ISessionGrain Session(string key) => Peer<ISessionGrain>(GrainKey.ForSession(Tenant, key));

    /// <summary>Tells the tenant's clients. What cannot be told does not stop what it tells of.</summary>
    private async Task Publish(HeartbeatReport report)
    {
        try
        {
            await Peer<ITenantEventsGrain>().Publish(new HeartbeatEvent(report));
        }
        catch (Exception e)
        {
            LogNotPublished(e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What came of a heartbeat could not be told to clients")]
    private partial void LogNotPublished(Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Heartbeats could not be looked after; it is tried again")]
    private partial void LogNotLookedAfter(Exception error);
}
