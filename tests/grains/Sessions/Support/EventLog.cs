using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Sessions.Support;

/// <summary>A gateway that keeps every event it is told.</summary>
internal sealed class EventLog : IGatewayObserver
{
    private readonly Lock _gate = new();
    private readonly List<TenantEvent> _events = [];
    private readonly Dictionary<string, RunStatus> _outcomes = new(StringComparer.Ordinal);
    private readonly List<(Func<TenantEvent, bool> Match, TaskCompletionSource<TenantEvent> Seen)> _waiting = [];

    /// <summary>Told of each event when it is kept.</summary>
    public Action<TenantEvent>? Seen { get; set; }

    public IReadOnlyList<TenantEvent> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _events];
            }
        }
    }

    public Task OnEvent(string tenant, long sequence, TenantEvent tenantEvent)
    {
        lock (_gate)
        {
            _events.Add(tenantEvent);
            if (tenantEvent is RunCompletedEvent completed)
            {
                _outcomes[completed.Run.RunId] = completed.Run;
            }

            foreach (var waiter in _waiting.Where(waiter => waiter.Match(tenantEvent)).ToList())
            {
                _waiting.Remove(waiter);
                waiter.Seen.TrySetResult(tenantEvent);
            }
        }

        Seen?.Invoke(tenantEvent);
        return Task.CompletedTask;
    }

    public IReadOnlyList<TenantEvent> Of(string runId) => [.. All.Where(e => RunOf(e) == runId)];

    public IReadOnlyList<ChatEvent> Chat(string runId) => [.. All.OfType<ChatEvent>().Where(e => e.RunId == runId)];

    /// <summary>The outcome of a run, once it is told.</summary>
    public async Task<RunStatus> Outcome(string runId)
    {
        Task<TenantEvent> next;
        lock (_gate)
        {
            if (_outcomes.TryGetValue(runId, out RunStatus? known))
            {
                return known;
            }

            next = Await(e => e is RunCompletedEvent done && done.Run.RunId == runId, $"the outcome of {runId}");
        }

        return ((RunCompletedEvent)await next).Run;
    }

    /// <summary>The first event that fits, past or to come.</summary>
    public Task<TenantEvent> Next(Func<TenantEvent, bool> match, string phase)
    {
        lock (_gate)
        {
            return _events.FirstOrDefault(match) is { } already ? Task.FromResult(already) : Await(match, phase);
        }
    }

    private async Task<TenantEvent> Await(Func<TenantEvent, bool> match, string phase)
    {
        var seen = new TaskCompletionSource<TenantEvent>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Add((match, seen));
        try
        {
            return await seen.Task.InTime();
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"waited for {phase}; seen: {string.Join(" | ", All.Select(e => e.ToString()))}", late);
        }
    }

    private static string? RunOf(TenantEvent e) => e switch
    {
        AgentEvent agent => agent.RunId,
        ChatEvent chat => chat.RunId,
        RunCompletedEvent done => done.Run.RunId,
        _ => null,
    };
}
