namespace Orleans;

/// <summary>An object outside the grains that grains may notify through a reference made by
/// <see cref="IGrainFactory.CreateObjectReference{TGrainObserverInterface}"/>.</summary>
public interface IGrainObserver : Runtime.IAddressable;
