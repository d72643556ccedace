using Orleans.Runtime;

namespace Moltbot.Embedded.Copying;

/// <summary>A value cannot travel between grains because its type says nothing of how.</summary>
public sealed class UncopyableTypeException : OrleansException
{
    /// <summary>Names the type and what to do.</summary>
    public UncopyableTypeException(Type type, string remedy)
        : base($"A value of type {type?.FullName} cannot travel between grains: {remedy}.") => Type = type!;

    /// <summary>The type.</summary>
    public Type Type { get; }
}
