using Orleans.Core;

namespace Orleans.Runtime;

/// <summary>A grain's stored state, injected by a constructor parameter marked <see cref="PersistentStateAttribute"/> and read
/// before <see cref="IGrainBase.OnActivateAsync"/>.</summary>
public interface IPersistentState<TState> : IStorage<TState>;
