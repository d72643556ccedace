using Moltbot.Embedded.Activations;

namespace Orleans.Runtime;

/// <summary>A grain's or an observer's name with the way to call it. Its sub-classes are generated, one an interface.</summary>
public abstract class GrainReference : IAddressable, IEquatable<GrainReference>
{
    /// <summary>For generated code only.</summary>
    protected GrainReference(ICallTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        Target = target;
    }

    /// <summary>The name.</summary>
    public GrainId GrainId => Target.GrainId;

    internal ICallTarget Target { get; }

    /// <summary>Equality of the name.</summary>
    public static bool operator ==(GrainReference? left, GrainReference? right) => Equals(left, right);

    /// <summary>Inequality of the name.</summary>
    public static bool operator !=(GrainReference? left, GrainReference? right) => !Equals(left, right);

    /// <inheritdoc/>
    public bool Equals(GrainReference? other) => other is not null && GrainId.Equals(other.GrainId);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    /// <inheritdoc/>
    public override int GetHashCode() => GrainId.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => $"GrainReference:{GrainId}";
}
