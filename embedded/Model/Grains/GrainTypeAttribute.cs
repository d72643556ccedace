namespace Orleans;

/// <summary>The grain class's stored name; without it the class name in lower case, without "grain" at its end.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public sealed class GrainTypeAttribute(string grainType) : Attribute
{
    internal string GrainType { get; } = grainType;
}
