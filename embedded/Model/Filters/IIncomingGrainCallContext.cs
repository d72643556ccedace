using System.Reflection;
using Orleans.Runtime;

namespace Orleans;

/// <summary>A call that has reached its grain.</summary>
public interface IIncomingGrainCallContext : IGrainCallContext
{
    /// <summary>The grain's activation.</summary>
    IGrainContext TargetContext { get; }

    /// <summary>The class's method.</summary>
    MethodInfo ImplementationMethod { get; }
}
