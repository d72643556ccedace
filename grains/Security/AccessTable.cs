using System.Collections.Concurrent;
using System.Reflection;
using Moltbot.GrainInterfaces.Security;

namespace Moltbot.Grains.Security;

/// <summary>The needs of our interfaces' methods, read from their attributes once.</summary>
internal static class AccessTable
{
    private static readonly AccessNeed OnlyGrains = new(null, new HashSet<CallerRole>());
    private static readonly ConcurrentDictionary<MethodInfo, AccessNeed?> Needs = new();

    /// <summary>The need of a method; null when the interface is not ours.</summary>
    public static AccessNeed? Need(MethodInfo method) => Needs.GetOrAdd(method, Read);

    private static AccessNeed? Read(MethodInfo method)
    {
        if (method.DeclaringType?.Assembly != typeof(AccessAttribute).Assembly)
        {
            return null;
        }

        if (method.GetCustomAttribute<AccessAttribute>() is not { } access)
        {
            return OnlyGrains;
        }

        var roles = new HashSet<CallerRole>();
        if (access.Role != CallerRole.None)
        {
            roles.Add(access.Role);
        }

        if (access.AlsoGateway)
        {
            roles.Add(CallerRole.Gateway);
        }

        if (access.AlsoNode)
        {
            roles.Add(CallerRole.Node);
        }

        return new AccessNeed(access.Scope, roles);
    }
}
