namespace Orleans;

/// <summary>The type travels between grains; exactly its members marked <see cref="IdAttribute"/> are copied, and of a
/// record also the parameters of its primary constructor.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum)]
public sealed class GenerateSerializerAttribute : Attribute
{
    /// <summary>Whether parameters of the primary constructor count as marked. Always so for records.</summary>
    public bool IncludePrimaryConstructorParameters { get; init; }
}
