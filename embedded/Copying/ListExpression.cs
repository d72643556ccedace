using System.Collections;

namespace Moltbot.Embedded.Copying;

/// <summary>
/// The read-only lists that the compiler makes for <c>IReadOnlyList&lt;T&gt; x = [a, b]</c>. Their types have no name that code could
/// give a copier, so they travel as arrays, on both engines.
/// </summary>
internal static class ListExpression
{
    public static bool Is(Type type) => type.IsGenericType && type.Name.StartsWith("<>z__ReadOnly", StringComparison.Ordinal);

    public static Array CopyToArray(IList list, Type type, CopyContext context)
    {
        Array copy = Array.CreateInstanceFromArrayType(type.GetGenericArguments()[0].MakeArrayType(), list.Count);
        for (int at = 0; at < list.Count; at++)
        {
            copy.SetValue(DeepCopy.Dynamic(list[at], context), at);
        }

        return copy;
    }
}
