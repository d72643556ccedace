using System.Globalization;
using Microsoft.Extensions.Logging;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.GrainInterfaces.Subagents;
using Moltbot.Grains.Sessions;
using Moltbot.Grains.Tenants;
using Moltbot.Policy.Configuration;

namespace Moltbot.Grains.Subagents;

/// <summary>
/// Sub-agents are in the row before they are begun, and leave it when their sessions are gone. What has to be done for them is done by a
/// tick beside the calls: the session may be waiting for this grain while it is written to. Each step may be repeated and has one effect.
/// </summary>
internal sealed partial class SubagentsGrain(
    [PersistentState("subagents", TenantGrain.Store)] IPersistentState<SubagentsState> row,
    ITenantConfigurations configurations,
    TimeProvider time,
    ILogger<SubagentsGrain> logger) : TenantGrain(time), ISubagentsGrain, IRemindable, IDisposable
{
    /// <summary>Sub-agents whose sessions are kept. Arbitrary: more than anybody looks through.</summary>
    internal const int MaxKept = 50;

    /// <summary>
    /// Sub-agents begun without anybody having said anything: what comes of one may have the session begin the next. Arbitrary, and enough for
    /// a task in a few rounds.
    /// </summary>
    internal const int MaxSinceAsked = 20;

    /// <summary>Longest name shown, UTF-16 units.</summary>
    private const int MaxName = 80;

    /// <summary>One change at a time, whether a call makes it or the work beside.</summary>
    private readonly SemaphoreSlim _changing = new(1, 1);

    /// <summary>Those whose sessions are being given their tasks by a call.</summary>
    private readonly HashSet<string> _ordering = new(StringComparer.Ordinal);

    private SubagentsState State => row.State;

    public void Dispose() => _changing.Dispose();

    public async Task<SubagentReceipt> Spawn(SubagentOrder order)
    {
        if (GrainKey.ForSession(Tenant, order.SessionKey) != Key)
        {
            throw new ArgumentException("The session key is another session's.", nameof(order));
        }

        ConfigDocument document = await Document();
        var subagent = new Subagent
        {
            Id = Guid.NewGuid().ToString(),
            Order = order,
            Phase = SubagentPhase.Ordered,
            BegunAt = Now,
            Name = Preview.Of(order.Label ?? order.Task, MaxName),
        };
        _ordering.Add(subagent.Id);
        try
        {
            string? refusal = await Take(subagent, document);
            if (refusal is not null)
            {
                return new SubagentReceipt { Refusal = refusal };
            }

            // Looked at after it is stored: a stop of the run comes before it and is seen here, or after it and finds it in the row.
            refusal = await Session(order.SessionKey).IsRunning(order.RunId) ? await HandOver(subagent) : "the run that asked for it was stopped";
            if (refusal is not null)
            {
                await Change(state => Without(state, subagent));
                return new SubagentReceipt { Refusal = refusal };
            }
        }
        finally
        {
            _ordering.Remove(subagent.Id);
            Kick(TimeSpan.Zero);
        }

        return new SubagentReceipt { SessionKey = subagent.SessionKey, RunId = SubagentRunIds.Task(subagent.Id) };
    }

    public async Task<int> Stop(string? runId)
    {
        bool IsMeant(Subagent each) => each.Phase is SubagentPhase.Ordered or SubagentPhase.Working && (runId is null || each.Order.RunId == runId);
        Subagent[] stopped = [.. State.Subagents.Where(IsMeant)];
        if (stopped.Length == 0)
        {
            return 0;
        }

        await Change(state => state with
        {
            Subagents = [.. state.Subagents.Select(each => IsMeant(each) ? each with { Phase = SubagentPhase.Stopped } : each)],
        });
        await Task.WhenAll(stopped.Select(each => Session(each.SessionKey).Abort(SubagentRunIds.Task(each.Id), "stop")));
        Kick(TimeSpan.Zero);
        return stopped.Length;
    }

    public Task Ended(string runId)
    {
        if (State.Subagents.Any(each => each.IsOpen && SubagentRunIds.Task(each.Id) == runId))
        {
            Kick(TimeSpan.Zero);
        }

        return Task.CompletedTask;
    }

    /// <summary>Puts a sub-agent into the row; why not, null where it was.</summary>
    private async Task<string?> Take(Subagent subagent, ConfigDocument document)
    {
        string? refusal = null;
        await Change(state =>
        {
            int sinceAsked = subagent.Order.IsFromReport ? state.SinceAsked : 0;
            refusal = RefusalOf(state, sinceAsked, document);
            return refusal is not null ? state : state with
            {
                SessionKey = subagent.Order.SessionKey, Subagents = [.. state.Subagents, subagent], SinceAsked = sinceAsked + 1,
            };
        });
        return refusal;
    }

    private static string? RefusalOf(SubagentsState state, int sinceAsked, ConfigDocument document)
    {
        int most = document.Agents.Defaults.SubagentMaxConcurrent;
        return state.Subagents.Count(static each => each.IsOpen) >= most
                ? Invariant($"{most} sub-agents of this session are at work (agents.defaults.subagents.maxConcurrent); wait until one of them has reported")
            : state.Subagents.Count >= MaxKept
                ? Invariant($"this session has {MaxKept} sub-agents whose sessions are kept; wait until some of them are archived, or use cleanup \"delete\"")
            : sinceAsked >= MaxSinceAsked
                ? Invariant($"{MaxSinceAsked} sub-agents were begun since somebody said anything here; report what there is")
            : null;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static SubagentsState Without(SubagentsState state, Subagent gone) => state with { Subagents = [.. state.Subagents.Where(each => each.Id != gone.Id)] };

    private async ValueTask<ConfigDocument> Document() => (await configurations.Get(Tenant)).Document;

    private ISessionGrain Session(string key) => Peer<ISessionGrain>(GrainKey.ForSession(Tenant, key));

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sub-agent of {SessionKey} could not be looked after; it is tried again")]
    private partial void LogNotLookedAfter(string sessionKey, Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What came of sub-agent {Id} could not be told to {SessionKey}: {Refusal}")]
    private partial void LogNotReported(string id, string sessionKey, string? refusal);
}
