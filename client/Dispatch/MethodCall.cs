using System.Text.Json.Serialization.Metadata;
using Moltbot.Gateway.Connections;
using Moltbot.GrainInterfaces;

namespace Moltbot.Gateway.Dispatch;

/// <summary>One request being served. The caller's claim is set already: grain calls made from the handler carry it.</summary>
public abstract class MethodCall
{
    /// <summary>Who asks.</summary>
    public abstract ConnectionIdentity Caller { get; }

    /// <summary>The method's name.</summary>
    public abstract string Method { get; }

    /// <summary>Fires when the connection ends. Calls of grains must not be given it: what was begun is finished.</summary>
    public abstract CancellationToken Aborted { get; }

    /// <summary>The grains.</summary>
    public abstract IGrainFactory Grains { get; }

    /// <summary>Sends a first answer; the handler's own result becomes the second one with the same id (method <c>agent</c>).</summary>
    public abstract void RespondFirst<T>(T payload, JsonTypeInfo<T> typeInfo);

    /// <summary>
    /// The request begins this run: the caller hears its first answer before any event of the run. To be said before the run can begin.
    /// </summary>
    public abstract void Begins(string runId);

    /// <summary>The caller's tenant.</summary>
    public string Tenant => Caller.Tenant;

    /// <summary>The tenant's own grain of a kind.</summary>
    public TGrain Grain<TGrain>()
        where TGrain : IGrainWithStringKey => Grains.GetGrain<TGrain>(Tenant);

    /// <summary>A grain of the tenant.</summary>
    public TGrain Grain<TGrain>(GrainKey key)
        where TGrain : IGrainWithStringKey => Grains.GetGrain<TGrain>(key.ToString());
}
