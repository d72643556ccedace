using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Moltbot.Embedded.Activations;
using Moltbot.Embedded.Calls;
using Moltbot.Embedded.Hosting;
using Moltbot.Embedded.Observers;
using Moltbot.Embedded.Timers;
using Orleans;
using Orleans.Runtime;

namespace Moltbot.Embedded.Engine;

/// <summary>The engine of one host.</summary>
internal sealed class GrainEngine : IDisposable
{
    private readonly IServiceScopeFactory _scopes;
    private readonly CallTimeouts _timeouts;
    private readonly ITimer _collector;
    private readonly Lazy<IIncomingGrainCallFilter[]> _incoming;
    private readonly Lazy<IOutgoingGrainCallFilter[]> _outgoing;
    private volatile bool _isStopped;

    public GrainEngine(IServiceProvider services, IOptions<EmbeddedGrainOptions> options, ILoggerFactory loggers)
    {
        Options = options.Value;
        Time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        Log = loggers.CreateLogger("Moltbot.Embedded");
        Hostility = Options.Hostile is { } hostile ? new(hostile) : null;
        _scopes = services.GetRequiredService<IServiceScopeFactory>();

        // Filters may need the grain factory, hence this engine, themselves.
        _incoming = new(() => [.. services.GetServices<IIncomingGrainCallFilter>()]);
        _outgoing = new(() => [.. services.GetServices<IOutgoingGrainCallFilter>()]);
        _timeouts = new(Time, Options.ResponseTimeout);
        Classes = new(this);
        Factory = new(this, new ObserverRouter(this));
        _collector = Time.CreateTimer(static self => ((GrainEngine)self!).Collect(), this, Options.CollectionQuantum, Options.CollectionQuantum);
    }

    public EmbeddedGrainOptions Options { get; }

    public TimeProvider Time { get; }

    public ILogger Log { get; }

    public Hostility? Hostility { get; }

    public GrainClasses Classes { get; }

    public GrainFactory Factory { get; }

    public IIncomingGrainCallFilter[] IncomingFilters => _incoming.Value;

    public IOutgoingGrainCallFilter[] OutgoingFilters => _outgoing.Value;

    public bool IsStopped => _isStopped;

    public int ActivationCount => Classes.Hosts.Sum(host => host.Count);

    public IServiceScope CreateScope() => _scopes.CreateScope();

    /// <summary>Sends a call on its way. What it will be answered with is its promise.</summary>
    public void Send(GrainReference to, GrainCall call)
    {
        call.Prepare(to, ActivationScope.Current, Time.GetTimestamp());
        if (!call.IsOneWay)
        {
            _timeouts.Add(call);
            call.WatchCaller();
        }

        if (Hostility is { } hostility && hostility.TimesOut())
        {
            call.TryFail(new TimeoutException($"The engine is hostile: no answer for {call}. Its outcome is unknown."));
            if (!hostility.RunsTimedOut())
            {
                return;
            }

            call.RunsThoughCompleted = true;
        }

        to.Router.Route(to, call);
    }

    public void Prepare(TimerTick tick, Activation activation) => tick.PrepareAlone(activation.GrainReference, activation, Time.GetTimestamp());

    /// <summary>Ends all activations, and those that they make while they end, until none is left or the time is over.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _collector.Dispose();
        var left = Active();
        try
        {
            while (left.Length > 0)
            {
                foreach (var activation in left)
                {
                    activation.Deactivate(new(DeactivationReasonCode.ShuttingDown, "The process is stopping."));
                }

                await Task.WhenAll(left.Select(activation => activation.Deactivated)).WaitAsync(cancellationToken);
                left = Active();
            }
        }
        catch (OperationCanceledException)
        {
            EngineLog.StoppedEarly(Log, Active().Length);
        }

        _isStopped = true;
    }

    public void Dispose()
    {
        _isStopped = true;
        _collector.Dispose();
        _timeouts.Dispose();
    }

    /// <summary>Looks for activations that have idled for too long.</summary>
    public void Collect()
    {
        var now = Time.GetTimestamp();
        foreach (var host in Classes.Hosts)
        {
            var age = host.CollectionAge;
            if (age == TimeSpan.MaxValue)
            {
                continue;
            }

            foreach (var activation in host.Activations)
            {
                activation.Collect(age, now);
            }
        }
    }

    private Activation[] Active() => [.. Classes.Hosts.SelectMany(host => host.Activations)];
}
