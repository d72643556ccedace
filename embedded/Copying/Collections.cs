using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Runtime.InteropServices;

namespace Moltbot.Embedded.Copying;

/// <summary>Copies collections whose type is declared. For generated code. Without element copiers elements need no copy.</summary>
public static partial class Collections
{
    /// <summary>A nullable value.</summary>
    public static T? Nullable<T>(T? value, CopyContext context, ElementCopier<T> element)
        where T : struct => value is { } given ? element(given, context) : null;

    /// <summary>An array.</summary>
    public static T[]? Array<T>(T[]? value, CopyContext context, ElementCopier<T>? element)
    {
        if (value is null or [])
        {
            return value;
        }

        if (context.TryGet(value, out var known))
        {
            return known;
        }

        var copy = new T[value.Length];
        context.Record(value, copy);
        if (element is null)
        {
            value.CopyTo(copy, 0);
            return copy;
        }

        for (var i = 0; i < copy.Length; i++)
        {
            copy[i] = element(value[i], context);
        }

        return copy;
    }

    /// <summary>A list.</summary>
    public static List<T>? List<T>(List<T>? value, CopyContext context, ElementCopier<T>? element)
    {
        if (value is null)
        {
            return null;
        }

        if (context.TryGet(value, out var known))
        {
            return known;
        }

        if (element is null)
        {
            var same = new List<T>(value);
            context.Record(value, same);
            return same;
        }

        var copy = new List<T>(value.Count);
        context.Record(value, copy);
        foreach (var item in CollectionsMarshal.AsSpan(value))
        {
            copy.Add(element(item, context));
        }

        return copy;
    }

    /// <summary>A set.</summary>
    public static HashSet<T>? HashSet<T>(HashSet<T>? value, CopyContext context, ElementCopier<T>? element) =>
        Fill(value, context, static v => new HashSet<T>(v.Count, v.Comparer), static (c, item) => c.Add(item), element);

    /// <summary>A sorted set.</summary>
    public static SortedSet<T>? SortedSet<T>(SortedSet<T>? value, CopyContext context, ElementCopier<T>? element) =>
        Fill(value, context, static v => new SortedSet<T>(v.Comparer), static (c, item) => c.Add(item), element);

    /// <summary>A queue.</summary>
    public static Queue<T>? Queue<T>(Queue<T>? value, CopyContext context, ElementCopier<T>? element) =>
        Fill(value, context, static v => new Queue<T>(v.Count), static (c, item) => c.Enqueue(item), element);

    /// <summary>A concurrent queue.</summary>
    public static ConcurrentQueue<T>? ConcurrentQueue<T>(ConcurrentQueue<T>? value, CopyContext context, ElementCopier<T>? element) =>
        Fill(value, context, static _ => new ConcurrentQueue<T>(), static (c, item) => c.Enqueue(item), element);

    /// <summary>A stack.</summary>
    public static Stack<T>? Stack<T>(Stack<T>? value, CopyContext context, ElementCopier<T>? element) =>
        value is null ? null
        : context.TryGet(value, out var known) ? known
        : Remember(value, new Stack<T>(Elements(value, context, element).Reverse()), context);

    /// <summary>A read-only collection.</summary>
    public static ReadOnlyCollection<T>? ReadOnlyCollection<T>(ReadOnlyCollection<T>? value, CopyContext context, ElementCopier<T>? element) =>
        value is null ? null : new([.. Elements(value, context, element)]);

    /// <summary>A dictionary.</summary>
    public static Dictionary<TKey, TValue>? Dictionary<TKey, TValue>(
        Dictionary<TKey, TValue>? value, CopyContext context, ElementCopier<TKey>? key, ElementCopier<TValue>? element)
        where TKey : notnull
    {
        if (value is null)
        {
            return null;
        }

        if (context.TryGet(value, out var known))
        {
            return known;
        }

        if (key is null && element is null)
        {
            var same = new Dictionary<TKey, TValue>(value, value.Comparer);
            context.Record(value, same);
            return same;
        }

        var copy = new Dictionary<TKey, TValue>(value.Count, value.Comparer);
        context.Record(value, copy);
        foreach (var pair in value)
        {
            copy.Add(Copied(pair.Key, context, key), Copied(pair.Value, context, element));
        }

        return copy;
    }

    /// <summary>A concurrent dictionary.</summary>
    public static ConcurrentDictionary<TKey, TValue>? ConcurrentDictionary<TKey, TValue>(
        ConcurrentDictionary<TKey, TValue>? value, CopyContext context, ElementCopier<TKey>? key, ElementCopier<TValue>? element)
        where TKey : notnull =>
        value is null ? null : new(Pairs(value, context, key, element), value.Comparer);

    /// <summary>A sorted dictionary.</summary>
    public static SortedDictionary<TKey, TValue>? SortedDictionary<TKey, TValue>(
        SortedDictionary<TKey, TValue>? value, CopyContext context, ElementCopier<TKey>? key, ElementCopier<TValue>? element)
        where TKey : notnull =>
        Fill(value, context, static v => new SortedDictionary<TKey, TValue>(v.Comparer), static (c, pair) => c.Add(pair.Key, pair.Value), Pair(key, element));

    /// <summary>A sorted list.</summary>
    public static SortedList<TKey, TValue>? SortedList<TKey, TValue>(
        SortedList<TKey, TValue>? value, CopyContext context, ElementCopier<TKey>? key, ElementCopier<TValue>? element)
        where TKey : notnull =>
        Fill(value, context, static v => new SortedList<TKey, TValue>(v.Count, v.Comparer), static (c, pair) => c.Add(pair.Key, pair.Value), Pair(key, element));

    /// <summary>A read-only dictionary.</summary>
    public static ReadOnlyDictionary<TKey, TValue>? ReadOnlyDictionary<TKey, TValue>(
        ReadOnlyDictionary<TKey, TValue>? value, CopyContext context, ElementCopier<TKey>? key, ElementCopier<TValue>? element)
        where TKey : notnull =>
        value is null ? null : new(new Dictionary<TKey, TValue>(Pairs(value, context, key, element)));

    /// <summary>A key with its value.</summary>
    public static KeyValuePair<TKey, TValue> KeyValuePair<TKey, TValue>(
        KeyValuePair<TKey, TValue> value, CopyContext context, ElementCopier<TKey>? key, ElementCopier<TValue>? element) =>
        new(Copied(value.Key, context, key), Copied(value.Value, context, element));

    /// <summary>An immutable array.</summary>
    public static ImmutableArray<T> ImmutableArray<T>(ImmutableArray<T> value, CopyContext context, ElementCopier<T>? element) =>
        element is null || value.IsDefaultOrEmpty ? value : [.. value.Select(item => element(item, context))];

    /// <summary>An immutable list.</summary>
    public static ImmutableList<T>? ImmutableList<T>(ImmutableList<T>? value, CopyContext context, ElementCopier<T>? element) =>
        element is null || value is null ? value : [.. value.Select(item => element(item, context))];

    /// <summary>An immutable queue.</summary>
    public static ImmutableQueue<T>? ImmutableQueue<T>(ImmutableQueue<T>? value, CopyContext context, ElementCopier<T>? element) =>
        element is null || value is null ? value : [.. value.Select(item => element(item, context))];

    /// <summary>An immutable stack.</summary>
    public static ImmutableStack<T>? ImmutableStack<T>(ImmutableStack<T>? value, CopyContext context, ElementCopier<T>? element) =>
        element is null || value is null ? value : [.. value.Select(item => element(item, context)).Reverse()];

    /// <summary>An immutable set.</summary>
    public static ImmutableHashSet<T>? ImmutableHashSet<T>(ImmutableHashSet<T>? value, CopyContext context, ElementCopier<T>? element) =>
        element is null || value is null ? value : value.Select(item => element(item, context)).ToImmutableHashSet(value.KeyComparer);

    /// <summary>An immutable sorted set.</summary>
    public static ImmutableSortedSet<T>? ImmutableSortedSet<T>(ImmutableSortedSet<T>? value, CopyContext context, ElementCopier<T>? element) =>
        element is null || value is null ? value : value.Select(item => element(item, context)).ToImmutableSortedSet(value.KeyComparer);

    /// <summary>An immutable dictionary.</summary>
    public static ImmutableDictionary<TKey, TValue>? ImmutableDictionary<TKey, TValue>(
        ImmutableDictionary<TKey, TValue>? value, CopyContext context, ElementCopier<TKey>? key, ElementCopier<TValue>? element)
        where TKey : notnull =>
        (key is null && element is null) || value is null
            ? value
            : Pairs(value, context, key, element).ToImmutableDictionary(value.KeyComparer, value.ValueComparer);

    /// <summary>An immutable sorted dictionary.</summary>
    public static ImmutableSortedDictionary<TKey, TValue>? ImmutableSortedDictionary<TKey, TValue>(
        ImmutableSortedDictionary<TKey, TValue>? value, CopyContext context, ElementCopier<TKey>? key, ElementCopier<TValue>? element)
        where TKey : notnull =>
        (key is null && element is null) || value is null
            ? value
            : Pairs(value, context, key, element).ToImmutableSortedDictionary(value.KeyComparer, value.ValueComparer);

    /// <summary>A frozen set.</summary>
    public static FrozenSet<T>? FrozenSet<T>(FrozenSet<T>? value, CopyContext context, ElementCopier<T>? element) =>
        element is null || value is null ? value : value.Select(item => element(item, context)).ToFrozenSet(value.Comparer);

    /// <summary>A frozen dictionary.</summary>
    public static FrozenDictionary<TKey, TValue>? FrozenDictionary<TKey, TValue>(
        FrozenDictionary<TKey, TValue>? value, CopyContext context, ElementCopier<TKey>? key, ElementCopier<TValue>? element)
        where TKey : notnull =>
        (key is null && element is null) || value is null
            ? value
            : Pairs(value, context, key, element).ToFrozenDictionary(value.Comparer);

    private static T Copied<T>(T value, CopyContext context, ElementCopier<T>? element) => element is null ? value : element(value, context);

    private static T Remember<T>(T value, T copy, CopyContext context)
        where T : class
    {
        context.Record(value, copy);
        return copy;
    }

    private static IEnumerable<T> Elements<T>(IEnumerable<T> value, CopyContext context, ElementCopier<T>? element) =>
        element is null ? value : value.Select(item => element(item, context));

    private static IEnumerable<KeyValuePair<TKey, TValue>> Pairs<TKey, TValue>(
        IEnumerable<KeyValuePair<TKey, TValue>> value, CopyContext context, ElementCopier<TKey>? key, ElementCopier<TValue>? element) =>
        key is null && element is null ? value : value.Select(pair => KeyValuePair(pair, context, key, element));

    private static ElementCopier<KeyValuePair<TKey, TValue>>? Pair<TKey, TValue>(ElementCopier<TKey>? key, ElementCopier<TValue>? element) =>
        key is null && element is null ? null : (pair, context) => KeyValuePair(pair, context, key, element);

    private static TCollection? Fill<TCollection, T>(
        TCollection? value, CopyContext context, Func<TCollection, TCollection> make, Action<TCollection, T> add, ElementCopier<T>? element)
        where TCollection : class, IEnumerable<T>
    {
        if (value is null)
        {
            return null;
        }

        if (context.TryGet(value, out var known))
        {
            return known;
        }

        var copy = make(value);
        context.Record(value, copy);
        foreach (var item in value)
        {
            add(copy, Copied(item, context, element));
        }

        return copy;
    }
}
