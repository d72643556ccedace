using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Moltbot.Embedded.Generator;

/// <summary>Writes the registration of a grain class.</summary>
internal static class GrainClassEmitter
{
    private static readonly HashSet<string> Markers = new(StringComparer.Ordinal)
    {
        "Orleans.Runtime.IAddressable", "Orleans.IGrain", "Orleans.IGrainWithStringKey", "Orleans.IGrainObserver",
    };

    public static Unit? Emit(INamedTypeSymbol type)
    {
        if (type.IsAbstract || type.IsStatic || !Names.Implements(type, "Orleans.IGrainBase"))
        {
            return null;
        }

        var contracts = type.AllInterfaces
            .Where(contract => Names.Implements(contract, "Orleans.Runtime.IAddressable") && !Markers.Contains(Names.Metadata(contract)))
            .OrderByDescending(contract => contract.AllInterfaces.Length)
            .ToArray();
        if (contracts.Length == 0)
        {
            return null;
        }

        var problems = new List<Problem>();
        var registration = Describe(type, contracts, problems);
        return new(
            "Grain_" + Names.Flat(type), "", new(registration is null ? [] : [registration]), new(problems));
    }

    private static string? Describe(INamedTypeSymbol type, INamedTypeSymbol[] contracts, List<Problem> problems)
    {
        var constructor = ConstructorOf(type);
        var reason = type switch
        {
            { IsGenericType: true } => "grain classes must not be generic",
            _ when Names.Access(type) is null => "it is private, so that generated code cannot reach it",
            _ when constructor is null => "it has no public constructor",
            _ => null,
        };
        if (reason is not null)
        {
            problems.Add(Problem.At(type, Rules.UnfitType, type.ToDisplayString(), reason));
            return null;
        }

        var parts = new List<string>
        {
            $"Class = typeof({Names.Of(type)})",
            $"TypeName = {Names.Quote(TypeName(type))}",
            $"Interfaces = new global::System.Type[] {{ {string.Join(", ", contracts.Select(contract => $"typeof({Names.Of(contract)})"))} }}",
            $"Create = static c => new {Names.Of(type)}({string.Join(", ", constructor!.Parameters.Select(ConstructorArgument.Of))})",
            $"OverridesActivation = {Text(Overrides(type, "OnActivateAsync"))}",
            $"OverridesDeactivation = {Text(Overrides(type, "OnDeactivateAsync"))}",
            $"IsReentrant = {Text(FindInherited(type, "Orleans.Concurrency.ReentrantAttribute") is not null)}",
        };
        AddOptional(type, parts, problems);
        return $"{Names.Registry}.AddClass(new global::Moltbot.Embedded.Registration.GrainClassDescription {{ {string.Join(", ", parts)} }});";
    }

    private static void AddOptional(INamedTypeSymbol type, List<string> parts, List<Problem> problems)
    {
        if (FindInherited(type, "Orleans.Concurrency.StatelessWorkerAttribute") is { } worker)
        {
            parts.Add("MaxWorkers = " + (worker.ConstructorArguments.Length == 0
                ? "global::System.Environment.ProcessorCount"
                : worker.ConstructorArguments[0].ToCSharpString()));
        }

        if (FindInherited(type, "Orleans.KeepAliveAttribute") is not null)
        {
            parts.Add("CollectionAge = global::System.TimeSpan.MaxValue");
        }
        else if (FindInherited(type, "Orleans.CollectionAgeLimitAttribute") is { } age)
        {
            parts.Add("CollectionAge = " + Age(age));
        }

        if (FindInherited(type, "Orleans.Concurrency.MayInterleaveAttribute")?.ConstructorArguments[0].Value is string name)
        {
            var method = type.GetMembers(name).OfType<IMethodSymbol>().FirstOrDefault(candidate =>
                candidate.Parameters.Length == 1 && candidate.DeclaredAccessibility >= Accessibility.Internal);
            if (method is null)
            {
                problems.Add(Problem.At(type, Rules.UnfitType, type.ToDisplayString(), $"[MayInterleave] names {name}, which must be a method bool {name}(IInvokable) that is public or internal"));
                return;
            }

            var target = method.IsStatic ? Names.Of(type) : $"(({Names.Of(type)})instance)";
            parts.Add($"MayInterleave = static (instance, call) => {target}.{name}(call)");
        }
    }

    private static string Age(AttributeData age)
    {
        if (age.NamedArguments.Any(argument => argument.Key == "AlwaysActive" && argument.Value.Value is true))
        {
            return "global::System.TimeSpan.MaxValue";
        }

        var named = string.Join(", ", age.NamedArguments.Select(argument => $"{argument.Key} = {argument.Value.ToCSharpString()}"));
        var given = string.Join(", ", age.ConstructorArguments.Select(argument => argument.ToCSharpString()));
        return $"new global::Orleans.CollectionAgeLimitAttribute({given}) {{ {named} }}.AgeLimit";
    }

    /// <summary>As DependencyInjection chooses: the marked constructor, else the public one with the most parameters.</summary>
    private static IMethodSymbol? ConstructorOf(INamedTypeSymbol type)
    {
        var candidates = type.InstanceConstructors.Where(constructor => constructor.DeclaredAccessibility == Accessibility.Public).ToArray();
        return Array.Find(candidates, constructor => Names.Has(constructor, "Microsoft.Extensions.DependencyInjection.ActivatorUtilitiesConstructorAttribute"))
            ?? candidates.OrderByDescending(constructor => constructor.Parameters.Length).FirstOrDefault();
    }

    private static string TypeName(INamedTypeSymbol type)
    {
        if (Names.Find(type, "Orleans.GrainTypeAttribute")?.ConstructorArguments[0].Value is string given)
        {
            return given;
        }

        var name = type.Name.ToLowerInvariant();
        return name.Length > 5 && name.EndsWith("grain", StringComparison.Ordinal) ? name.Substring(0, name.Length - 5) : name;
    }

    private static bool Overrides(INamedTypeSymbol type, string method)
    {
        for (var current = type; current is not null && Names.Metadata(current) != "Orleans.Grain"; current = current.BaseType)
        {
            if (current.GetMembers().OfType<IMethodSymbol>().Any(member => member.Name == method || member.Name.EndsWith("." + method, StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    private static AttributeData? FindInherited(INamedTypeSymbol type, string attribute)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (Names.Find(current, attribute) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static string Text(bool value) => value.ToString(CultureInfo.InvariantCulture).ToLowerInvariant();
}
