using Moltbot.Embedded.Observers;
using Orleans;
using Orleans.Runtime;

namespace Moltbot.Embedded.Engine;

/// <summary>Makes references.</summary>
internal sealed class GrainFactory(GrainEngine engine, ObserverRouter observers) : IGrainFactory
{
    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey =>
        (TGrainInterface)Make(typeof(TGrainInterface), primaryKey, grainClassNamePrefix);

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey)
    {
        ArgumentNullException.ThrowIfNull(grainInterfaceType);
        return (IGrain)Make(grainInterfaceType, grainPrimaryKey, null);
    }

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable =>
        (TGrainInterface)(object)engine.Classes.MakeReference(typeof(TGrainInterface), engine.Classes.Find(grainId.Type), grainId.Key.ToString());

    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver
    {
        ArgumentNullException.ThrowIfNull(obj);
        if (obj is GrainReference)
        {
            throw new ArgumentException("Argument obj is already a grain reference.", nameof(obj));
        }

        if (obj is Grain)
        {
            throw new ArgumentException(
                $"{obj.GetType().FullName} is a grain: pass AsReference<{typeof(TGrainObserverInterface).Name}>() of it instead.", nameof(obj));
        }

        return (TGrainObserverInterface)(object)engine.Classes.MakeReference(typeof(TGrainObserverInterface), observers, observers.Add(obj));
    }

    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver
    {
        ArgumentNullException.ThrowIfNull(obj);
        if (obj is not GrainReference reference || !ReferenceEquals(reference.Router, observers))
        {
            throw new ArgumentException("Argument obj must be a reference made by CreateObjectReference.", nameof(obj));
        }

        observers.Remove(reference.Key);
    }

    private object Make(Type contract, string key, string? prefix)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        return engine.Classes.MakeReference(contract, engine.Classes.Find(contract, prefix), key);
    }
}
