using System.Collections.Concurrent;
using Moltbot.Embedded.Calls;
using Moltbot.Embedded.Copying;
using Orleans.Runtime;

namespace Moltbot.Embedded.Registration;

/// <summary>Everything that the generated code of the loaded assemblies has registered. For generated code.</summary>
public static class GrainRegistry
{
    private static readonly ConcurrentDictionary<Type, GrainClassDescription> ByClass = new();

    internal static ICollection<GrainClassDescription> Classes => ByClass.Values;

    internal static ConcurrentDictionary<Type, Func<CallRouter, string, GrainReference>> References { get; } = new();

    internal static ConcurrentDictionary<Type, Copier> Copiers { get; } = CommonCollections.Copiers();

    /// <summary>A grain class.</summary>
    public static void AddClass(GrainClassDescription description)
    {
        ArgumentNullException.ThrowIfNull(description);
        ByClass.TryAdd(description.Class, description);
    }

    /// <summary>How references of an interface are made.</summary>
    public static void AddReference(Type interfaceType, Func<CallRouter, string, GrainReference> make) =>
        References.TryAdd(interfaceType, make);

    /// <summary>How values whose runtime type is exactly that are copied.</summary>
    public static void AddCopier(Type type, Copier copier) => Copiers.TryAdd(type, copier);
}
