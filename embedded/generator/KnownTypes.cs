namespace Moltbot.Embedded.Generator;

/// <summary>Types of .NET that travel as they are, and collections that are copied element by element.</summary>
internal static class KnownTypes
{
    public static readonly HashSet<string> Immutable = new(StringComparer.Ordinal)
    {
        "System.Guid", "System.TimeSpan", "System.DateTimeOffset", "System.DateOnly", "System.TimeOnly", "System.Uri", "System.Version",
        "System.Type", "System.Numerics.BigInteger", "System.Half", "System.Int128", "System.UInt128", "System.Threading.CancellationToken",
        "System.Net.IPAddress", "System.Net.IPEndPoint", "System.Globalization.CultureInfo",
    };

    /// <summary>By name with arity: the method of Collections, which takes one element copier a type argument.</summary>
    public static readonly Dictionary<string, string> Collections = new(StringComparer.Ordinal)
    {
        ["System.Collections.Generic.List`1"] = "List",
        ["System.Collections.Generic.HashSet`1"] = "HashSet",
        ["System.Collections.Generic.SortedSet`1"] = "SortedSet",
        ["System.Collections.Generic.Queue`1"] = "Queue",
        ["System.Collections.Generic.Stack`1"] = "Stack",
        ["System.Collections.Generic.Dictionary`2"] = "Dictionary",
        ["System.Collections.Generic.SortedDictionary`2"] = "SortedDictionary",
        ["System.Collections.Generic.SortedList`2"] = "SortedList",
        ["System.Collections.Generic.KeyValuePair`2"] = "KeyValuePair",
        ["System.Collections.Concurrent.ConcurrentDictionary`2"] = "ConcurrentDictionary",
        ["System.Collections.Concurrent.ConcurrentQueue`1"] = "ConcurrentQueue",
        ["System.Collections.ObjectModel.ReadOnlyCollection`1"] = "ReadOnlyCollection",
        ["System.Collections.ObjectModel.ReadOnlyDictionary`2"] = "ReadOnlyDictionary",
        ["System.Collections.Immutable.ImmutableArray`1"] = "ImmutableArray",
        ["System.Collections.Immutable.ImmutableList`1"] = "ImmutableList",
        ["System.Collections.Immutable.ImmutableQueue`1"] = "ImmutableQueue",
        ["System.Collections.Immutable.ImmutableStack`1"] = "ImmutableStack",
        ["System.Collections.Immutable.ImmutableHashSet`1"] = "ImmutableHashSet",
        ["System.Collections.Immutable.ImmutableSortedSet`1"] = "ImmutableSortedSet",
        ["System.Collections.Immutable.ImmutableDictionary`2"] = "ImmutableDictionary",
        ["System.Collections.Immutable.ImmutableSortedDictionary`2"] = "ImmutableSortedDictionary",
        ["System.Collections.Frozen.FrozenSet`1"] = "FrozenSet",
        ["System.Collections.Frozen.FrozenDictionary`2"] = "FrozenDictionary",
        ["System.Tuple`2"] = "Tuple",
        ["System.Tuple`3"] = "Tuple",
    };

    /// <summary>Collections that need no copy when their elements need none.</summary>
    public static readonly HashSet<string> ShallowlyImmutable = new(StringComparer.Ordinal)
    {
        "ImmutableArray", "ImmutableList", "ImmutableQueue", "ImmutableStack", "ImmutableHashSet", "ImmutableSortedSet", "ImmutableDictionary",
        "ImmutableSortedDictionary", "FrozenSet", "FrozenDictionary", "KeyValuePair", "Tuple",
    };

    /// <summary>Interfaces that stand for collections, and the collections of the same elements that most often stand behind them.</summary>
    public static readonly Dictionary<string, string[]> Behind = new(StringComparer.Ordinal)
    {
        ["System.Collections.Generic.IEnumerable`1"] = Lists,
        ["System.Collections.Generic.ICollection`1"] = Lists,
        ["System.Collections.Generic.IList`1"] = Lists,
        ["System.Collections.Generic.IReadOnlyCollection`1"] = Lists,
        ["System.Collections.Generic.IReadOnlyList`1"] = Lists,
        ["System.Collections.Generic.ISet`1"] = Sets,
        ["System.Collections.Generic.IReadOnlySet`1"] = Sets,
        ["System.Collections.Generic.IDictionary`2"] = Dictionaries,
        ["System.Collections.Generic.IReadOnlyDictionary`2"] = Dictionaries,
    };

    private static string[] Lists =>
    [
        "System.Collections.Generic.List`1", "System.Collections.Generic.HashSet`1", "System.Collections.Immutable.ImmutableArray`1",
        "System.Collections.Immutable.ImmutableList`1", "System.Collections.ObjectModel.ReadOnlyCollection`1",
    ];

    private static string[] Sets =>
    [
        "System.Collections.Generic.HashSet`1", "System.Collections.Generic.SortedSet`1", "System.Collections.Immutable.ImmutableHashSet`1",
        "System.Collections.Frozen.FrozenSet`1",
    ];

    private static string[] Dictionaries =>
    [
        "System.Collections.Generic.Dictionary`2", "System.Collections.Generic.SortedDictionary`2",
        "System.Collections.Immutable.ImmutableDictionary`2", "System.Collections.ObjectModel.ReadOnlyDictionary`2",
        "System.Collections.Frozen.FrozenDictionary`2",
    ];
}
