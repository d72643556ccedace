using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Moltbot.Embedded.Activations;
using Moltbot.Embedded.Calls;
using Moltbot.Embedded.Registration;
using Orleans.Runtime;

namespace Moltbot.Embedded.Engine;

/// <summary>The activations of one grain class in one engine: the directory.</summary>
internal sealed class GrainClassHost(GrainEngine engine, GrainClassDescription description)
    : CallRouter(engine, GrainType.Create(description.TypeName))
{
    private readonly ConcurrentDictionary<string, Activation> _active = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, WorkerPool> _pools = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Activation> _twins = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<MethodInfo, MethodInfo> _implementations = new();

    public GrainClassDescription Description => description;

    public int Count => _active.Count + _twins.Count + _pools.Sum(pool => pool.Value.Count);

    public IEnumerable<Activation> Activations =>
        description.MaxWorkers == 0 ? _active.Concat(_twins).Select(e => e.Value) : _pools.SelectMany(pool => pool.Value.Activations);

    public TimeSpan CollectionAge => description.CollectionAge ?? Engine.Options.CollectionAge;

    internal override void Route(GrainReference to, GrainCall call)
    {
        if (to.LastTaker is { } last)
        {
            if (last.TryReceive(call))
            {
                return;
            }

            to.LastTaker = null;
        }

        var taker = Deliver(to.Key, call);
        if (taker is not null && description.MaxWorkers == 0 && Engine.Hostility is null)
        {
            to.LastTaker = taker;
        }
    }

    /// <summary>Sends on the calls that an activation has left.</summary>
    public void Forward(GrainCall? first)
    {
        for (var call = first; call is not null;)
        {
            var next = call.NextWaiting;
            call.NextWaiting = null;
            if (call is not Timers.TimerTick)
            {
                Deliver(call.To!.Key, call);
            }

            call = next;
        }
    }

    public void Forget(Activation activation)
    {
        _active.TryRemove(new(activation.Key, activation));
        _twins.TryRemove(new(activation.Key, activation));
        if (_pools.TryGetValue(activation.Key, out var pool))
        {
            pool.Remove(activation);
        }
    }

    public MethodInfo ImplementationOf(MethodInfo interfaceMethod) =>
        _implementations.GetOrAdd(interfaceMethod, FindImplementation, description.Class);

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "The class's methods are kept by its description.")]
    [UnconditionalSuppressMessage("Trimming", "IL2072", Justification = "The interface's methods are kept by the calls generated for it.")]
    private static MethodInfo FindImplementation(MethodInfo method, Type type)
    {
        if (method.DeclaringType is not { } contract || !contract.IsAssignableFrom(type))
        {
            return method;
        }

        var map = type.GetInterfaceMap(contract);
        return map.TargetMethods[Array.IndexOf(map.InterfaceMethods, method)];
    }

    private Activation? Deliver(string key, GrainCall call)
    {
        while (!Engine.IsStopped)
        {
            var activation = Find(key);
            if (activation.TryReceive(call))
            {
                return activation;
            }
        }

        call.TryFail(new OrleansMessageRejectionException($"The grain engine has stopped and takes no call to {call}."));
        return null;
    }

    private Activation Find(string key)
    {
        if (description.MaxWorkers > 0)
        {
            return _pools.GetOrAdd(key, static (_, most) => new(most), description.MaxWorkers).Find(() => new(this, key));
        }

        if (Engine.Hostility is { } hostility && FindTwin(hostility, key) is { } twin)
        {
            return twin;
        }

        return _active.TryGetValue(key, out var found) ? found : _active.GetOrAdd(key, static (k, host) => new(host, k), this);
    }

    /// <summary>A hostile engine's second activation of the key, if this call is to go to it.</summary>
    private Activation? FindTwin(Hostility hostility, string key)
    {
        if (!_twins.TryGetValue(key, out var twin))
        {
            return hostility.ActivatesTwice() ? _twins.GetOrAdd(key, static (k, host) => new(host, k), this) : null;
        }

        if (hostility.EndsTwin())
        {
            _twins.TryRemove(key, out _);
            twin.Deactivate(new(Orleans.DeactivationReasonCode.DuplicateActivation, "The engine is hostile."));
            return null;
        }

        return hostility.TakesTwin() ? twin : null;
    }
}
