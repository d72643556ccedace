namespace Moltbot.Embedded.Copying;

/// <summary>Copies tuples.</summary>
public static partial class Collections
{
    /// <summary>A tuple of 2.</summary>
    public static (T1, T2) ValueTuple<T1, T2>((T1, T2) value, CopyContext context, ElementCopier<T1>? e1, ElementCopier<T2>? e2) =>
        (Copied(value.Item1, context, e1), Copied(value.Item2, context, e2));

    /// <summary>A tuple of 3.</summary>
    public static (T1, T2, T3) ValueTuple<T1, T2, T3>((T1, T2, T3) value, CopyContext context, ElementCopier<T1>? e1, ElementCopier<T2>? e2, ElementCopier<T3>? e3) =>
        (Copied(value.Item1, context, e1), Copied(value.Item2, context, e2), Copied(value.Item3, context, e3));

    /// <summary>A tuple of 4.</summary>
    public static (T1, T2, T3, T4) ValueTuple<T1, T2, T3, T4>((T1, T2, T3, T4) value, CopyContext context, ElementCopier<T1>? e1, ElementCopier<T2>? e2, ElementCopier<T3>? e3, ElementCopier<T4>? e4) =>
        (Copied(value.Item1, context, e1), Copied(value.Item2, context, e2), Copied(value.Item3, context, e3), Copied(value.Item4, context, e4));

    /// <summary>A tuple of 5.</summary>
    public static (T1, T2, T3, T4, T5) ValueTuple<T1, T2, T3, T4, T5>((T1, T2, T3, T4, T5) value, CopyContext context, ElementCopier<T1>? e1, ElementCopier<T2>? e2, ElementCopier<T3>? e3, ElementCopier<T4>? e4, ElementCopier<T5>? e5) =>
        (Copied(value.Item1, context, e1), Copied(value.Item2, context, e2), Copied(value.Item3, context, e3), Copied(value.Item4, context, e4), Copied(value.Item5, context, e5));

    /// <summary>A tuple object of 2.</summary>
    public static Tuple<T1, T2>? Tuple<T1, T2>(Tuple<T1, T2>? value, CopyContext context, ElementCopier<T1>? e1, ElementCopier<T2>? e2) =>
        value is null ? null : new(Copied(value.Item1, context, e1), Copied(value.Item2, context, e2));

    /// <summary>A tuple object of 3.</summary>
    public static Tuple<T1, T2, T3>? Tuple<T1, T2, T3>(Tuple<T1, T2, T3>? value, CopyContext context, ElementCopier<T1>? e1, ElementCopier<T2>? e2, ElementCopier<T3>? e3) =>
        value is null ? null : new(Copied(value.Item1, context, e1), Copied(value.Item2, context, e2), Copied(value.Item3, context, e3));
}
