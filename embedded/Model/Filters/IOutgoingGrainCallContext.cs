using Orleans.Runtime;

namespace Orleans;

/// <summary>A call that leaves its caller.</summary>
public interface IOutgoingGrainCallContext : IGrainCallContext
{
    /// <summary>The calling grain's activation; null when something else calls.</summary>
    IGrainContext? SourceContext { get; }
}
