using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Moltbot.Embedded.Generator;

/// <summary>Where a grain's constructor takes an argument from.</summary>
internal static class ConstructorArgument
{
    public static string Of(IParameterSymbol parameter)
    {
        var type = Names.Of(parameter.Type);
        if (Names.Find(parameter, "Orleans.Runtime.PersistentStateAttribute") is { } state && parameter.Type is INamedTypeSymbol { TypeArguments.Length: 1 } persistent)
        {
            var storage = state.ConstructorArguments.Length > 1 ? state.ConstructorArguments[1].ToCSharpString() : "null";
            return $"c.State<{Names.Of(persistent.TypeArguments[0])}>({state.ConstructorArguments[0].ToCSharpString()}, {storage}, static () => {Default(persistent.TypeArguments[0])})";
        }

        if (Names.Find(parameter, "Microsoft.Extensions.DependencyInjection.FromKeyedServicesAttribute") is { ConstructorArguments.Length: > 0 } keyed)
        {
            return $"c.Service<{type}>({keyed.ConstructorArguments[0].ToCSharpString()})";
        }

        return parameter.Type is INamedTypeSymbol named ? Names.Metadata(named) switch
        {
            "Orleans.Runtime.IGrainContext" => "c.Context",
            "System.IServiceProvider" => "c.Services",
            _ when parameter.HasExplicitDefaultValue =>
                $"c.Services.GetService(typeof({type})) is {type} s{parameter.Ordinal} ? s{parameter.Ordinal} : default({type})",
            _ => $"c.Service<{type}>()",
        }
        : $"c.Service<{type}>()";
    }

    private static string Default(ITypeSymbol type)
    {
        var name = Names.Of(type);
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class, IsAbstract: false } state)
        {
            return $"default({name})";
        }

        var isPlain = state.InstanceConstructors.Any(constructor =>
            constructor.Parameters.Length == 0 && constructor.DeclaredAccessibility == Accessibility.Public);
        return isPlain
            ? $"global::System.Activator.CreateInstance<{name}>()"
            : $"({name})global::System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(typeof({name}))";
    }
}
