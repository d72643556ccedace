using System.Collections.Concurrent;
using Moltbot.Embedded.Calls;
using Moltbot.Embedded.Registration;
using Orleans.Runtime;

namespace Moltbot.Embedded.Engine;

/// <summary>Which class answers for an interface, and how references are made.</summary>
internal sealed class GrainClasses
{
    private readonly Dictionary<Type, List<GrainClassHost>> _byInterface = [];
    private readonly Dictionary<string, GrainClassHost> _byTypeName = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Type, GrainClassHost> _resolved = new();

    public GrainClasses(GrainEngine engine)
    {
        foreach (var description in GrainRegistry.Classes)
        {
            var host = new GrainClassHost(engine, description);
            if (!_byTypeName.TryAdd(description.TypeName, host))
            {
                throw new InvalidOperationException(
                    $"{description.Class.FullName} and {_byTypeName[description.TypeName].Description.Class.FullName} are both stored as "
                    + $"'{description.TypeName}'; give one of them another name by [GrainType].");
            }

            foreach (var contract in description.Interfaces)
            {
                if (!_byInterface.TryGetValue(contract, out var hosts))
                {
                    _byInterface[contract] = hosts = [];
                }

                hosts.Add(host);
            }
        }
    }

    public IEnumerable<GrainClassHost> Hosts => _byTypeName.Values;

    public GrainClassHost Find(Type contract, string? prefix)
    {
        if (prefix is not null)
        {
            return Choose(contract, prefix);
        }

        return _resolved.TryGetValue(contract, out var known) ? known : _resolved.GetOrAdd(contract, Choose(contract, null));
    }

    public GrainClassHost Find(GrainType type) => _byTypeName.TryGetValue(type.ToString(), out var host)
        ? host
        : throw new ArgumentException($"No grain class is stored as '{type}'. Known are: {string.Join(", ", _byTypeName.Keys.Order(StringComparer.Ordinal))}.", nameof(type));

    public GrainReference MakeReference(Type contract, CallRouter router, string key) =>
        GrainRegistry.References.TryGetValue(contract, out var make)
            ? make(router, key)
            : throw new ArgumentException(
                $"{contract.FullName} is not a grain interface that the generator has seen: it must be an interface that derives from IGrain "
                + "or IGrainObserver, in a project that uses the grain engine.",
                nameof(contract));

    private GrainClassHost Choose(Type contract, string? prefix)
    {
        var candidates = _byInterface.GetValueOrDefault(contract) ?? [];
        if (prefix is not null)
        {
            candidates = candidates.FindAll(host => host.Description.Class.FullName!.StartsWith(prefix, StringComparison.Ordinal));
        }

        if (candidates.Count > 1)
        {
            var byConvention = candidates.FindAll(host => contract.Name == "I" + host.Description.Class.Name);
            candidates = byConvention.Count == 1 ? byConvention : candidates;
        }

        return candidates switch
        {
            [var one] => one,
            [] => throw new ArgumentException($"Could not find an implementation for interface {contract.FullName}", nameof(contract)),
            _ => throw new ArgumentException(
                $"{contract.FullName} is implemented by several grain classes, none of which goes by its name: "
                + string.Join(", ", candidates.Select(host => host.Description.Class.FullName)),
                nameof(contract)),
        };
    }
}
