using Moltbot.Embedded.Registration;

namespace Moltbot.Embedded.Copying;

/// <summary>
/// What the compiler makes of <c>[…]</c> for an interface such as IReadOnlyList is a type of its own in each assembly, which nobody
/// can register; it travels as an array. For generated code.
/// </summary>
public static class CollectionExpressions
{
    /// <summary>Copies by the runtime type, and by the elements when the compiler made that type.</summary>
    public static TCollection Copy<TCollection, TElement>(TCollection value, CopyContext context)
        where TCollection : IEnumerable<TElement>?
    {
        if (value is null || GrainRegistry.Copiers.ContainsKey(value.GetType())
            || !value.GetType().Name.StartsWith("<>z__", StringComparison.Ordinal))
        {
            return DeepCopy.Dynamic(value, context);
        }

        return (TCollection)(object)DeepCopy.Dynamic<TElement[]>([.. value], context);
    }
}
