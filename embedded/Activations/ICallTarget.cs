using Orleans.Runtime;

namespace Moltbot.Embedded.Activations;

/// <summary>Where a reference's calls go. For generated code.</summary>
public interface ICallTarget
{
    /// <summary>The target's name.</summary>
    GrainId GrainId { get; }

    /// <summary>A reference of another interface to the same target.</summary>
    TInterface Cast<TInterface>();
}
