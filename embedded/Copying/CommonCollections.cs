using System.Collections.Concurrent;

namespace Moltbot.Embedded.Copying;

/// <summary>Collections that may stand in places whose declared type does not name them.</summary>
internal static class CommonCollections
{
    public static ConcurrentDictionary<Type, Copier> Copiers() => new()
    {
        [typeof(byte[])] = static (v, c) => Collections.Array((byte[])v, c, null)!,
        [typeof(string[])] = static (v, c) => Collections.Array((string[])v, c, null)!,
        [typeof(int[])] = static (v, c) => Collections.Array((int[])v, c, null)!,
        [typeof(long[])] = static (v, c) => Collections.Array((long[])v, c, null)!,
        [typeof(object[])] = static (v, c) => Collections.Array((object?[])v, c, DeepCopy.Dynamic)!,
        [typeof(List<string>)] = static (v, c) => Collections.List((List<string>)v, c, null)!,
        [typeof(List<int>)] = static (v, c) => Collections.List((List<int>)v, c, null)!,
        [typeof(List<object>)] = static (v, c) => Collections.List((List<object?>)v, c, DeepCopy.Dynamic)!,
        [typeof(HashSet<string>)] = static (v, c) => Collections.HashSet((HashSet<string>)v, c, null)!,
        [typeof(Dictionary<string, string>)] = static (v, c) => Collections.Dictionary((Dictionary<string, string>)v, c, null, null)!,
        [typeof(Dictionary<string, object>)] = static (v, c) => Collections.Dictionary((Dictionary<string, object?>)v, c, null, DeepCopy.Dynamic)!,
    };
}
