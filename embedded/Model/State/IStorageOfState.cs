namespace Orleans.Core;

/// <summary>A stored state of one grain and its value in memory.</summary>
public interface IStorage<TState> : IStorage
{
    /// <summary>The value in memory.</summary>
    TState State { get; set; }
}
