using System.Diagnostics.CodeAnalysis;
using Moltbot.Embedded.Engine;
using Orleans.Serialization.Invocation;

namespace Moltbot.Embedded.Registration;

/// <summary>A grain class as its generated registration describes it.</summary>
public sealed class GrainClassDescription
{
    /// <summary>The class.</summary>
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods | DynamicallyAccessedMemberTypes.NonPublicMethods)]
    public required Type Class { get; init; }

    /// <summary>The stored name.</summary>
    public required string TypeName { get; init; }

    /// <summary>The grain interfaces it implements, the most derived first; at least one.</summary>
    public required Type[] Interfaces { get; init; }

    /// <summary>Makes an instance.</summary>
    public required Func<GrainConstruction, object> Create { get; init; }

    /// <summary>Whether every call may interleave.</summary>
    public bool IsReentrant { get; init; }

    /// <summary>Whether the class does something when it is activated.</summary>
    public bool OverridesActivation { get; init; }

    /// <summary>Whether the class does something when it is deactivated.</summary>
    public bool OverridesDeactivation { get; init; }

    /// <summary>Which calls may interleave, from instance and call.</summary>
    public Func<object, IInvokable, bool>? MayInterleave { get; init; }

    /// <summary>How many activations serve one key; 0 unless it is a stateless worker.</summary>
    public int MaxWorkers { get; init; }

    /// <summary>The class's own collection age; <see cref="TimeSpan.MaxValue"/> means never, null the engine's.</summary>
    public TimeSpan? CollectionAge { get; init; }
}
