using Microsoft.CodeAnalysis;

namespace Moltbot.Embedded.Generator;

/// <summary>Says for a type how its values are copied, and gathers what must be registered for that.</summary>
internal sealed class CopyPlanner(Compilation compilation, List<string> registrations, List<Problem> problems)
{
    /// <summary>Code that copies <paramref name="value"/>; null when it needs no copy.</summary>
    public string? Copy(ITypeSymbol type, string value, ISymbol where) => type switch
    {
        ITypeParameterSymbol => Dynamic(value),
        IArrayTypeSymbol { Rank: 1 } array => $"{Names.Copying}.Collections.Array({value}, c, {Element(array.ElementType, where)})",
        INamedTypeSymbol named => Named(named, value, where),
        _ => Refuse(type, where),
    };

    /// <summary>A result is sent with its type's name, and Orleans only lets names through whose types are marked; enumerations too,
    /// which elsewhere travel unmarked.</summary>
    public void CheckNamed(ITypeSymbol type, ISymbol where)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                CheckNamed(array.ElementType, where);
                break;
            case INamedTypeSymbol { TypeKind: TypeKind.Enum } named
                when !Names.Metadata(named).StartsWith("System.", StringComparison.Ordinal) && !Names.Has(named, "Orleans.GenerateSerializerAttribute"):
                problems.Add(Problem.At(where, Rules.UnmarkedEnum, where.ToDisplayString(), named.ToDisplayString()));
                break;
            case INamedTypeSymbol named:
                foreach (var argument in named.TypeArguments)
                {
                    CheckNamed(argument, where);
                }

                break;
        }
    }

    private static string Dynamic(string value) => $"{Names.Copying}.DeepCopy.Dynamic({value}, c)";

    private string? Named(INamedTypeSymbol type, string value, ISymbol where)
    {
        var name = Names.Metadata(type);
        if (IsImmutable(type, name))
        {
            return null;
        }

        if (type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
        {
            var element = Element(type.TypeArguments[0], where);
            return element == "null" ? null : $"{Names.Copying}.Collections.Nullable({value}, c, {element})";
        }

        if (type.IsTupleType)
        {
            return Tuple(type, value, where);
        }

        if (KnownTypes.Collections.TryGetValue(name, out var method))
        {
            var elements = type.TypeArguments.Select(argument => Element(argument, where)).ToArray();
            return KnownTypes.ShallowlyImmutable.Contains(method) && Array.TrueForAll(elements, element => element == "null")
                ? null
                : $"{Names.Copying}.Collections.{method}({value}, c, {string.Join(", ", elements)})";
        }

        if (type.TypeKind == TypeKind.Interface && Names.Implements(type, "Orleans.Runtime.IAddressable"))
        {
            return $"{Names.Copying}.DeepCopy.Reference({value})";
        }

        if (Names.Has(type, "Orleans.GenerateSerializerAttribute"))
        {
            foreach (var argument in type.TypeArguments)
            {
                Element(argument, where);
            }

            return type.IsAbstract ? Dynamic(value) : $"{Names.Copier(type)}.Copy({value}, c)";
        }

        if (KnownTypes.Behind.TryGetValue(name, out var behind))
        {
            RegisterBehind(type, behind, where);
            return type.TypeArguments.Length == 1 && !HasTypeParameter(type)
                ? $"{Names.Copying}.CollectionExpressions.Copy<{Names.Of(type)}, {Names.Of(type.TypeArguments[0])}>({value}, c)"
                : Dynamic(value);
        }

        return type.SpecialType == SpecialType.System_Object || type.TypeKind == TypeKind.Interface || type.IsAbstract
            ? Dynamic(value)
            : Refuse(type, where);
    }

    private static bool IsImmutable(INamedTypeSymbol type, string name) =>
        type.TypeKind == TypeKind.Enum
        || type.SpecialType is (>= SpecialType.System_Boolean and <= SpecialType.System_String)
            or SpecialType.System_DateTime or SpecialType.System_IntPtr or SpecialType.System_UIntPtr
        || KnownTypes.Immutable.Contains(name)
        || Names.Has(type, "Orleans.ImmutableAttribute")
        || Names.Derives(type, "System.Exception")
        || Names.Derives(type, "Orleans.Runtime.GrainReference");

    private string Element(ITypeSymbol type, ISymbol where) =>
        Copy(type, "v", where) is { } code ? $"static (v, c) => {code}" : "null";

    private string? Tuple(INamedTypeSymbol type, string value, ISymbol where)
    {
        var elements = type.TupleElements.Select(element => Element(element.Type, where)).ToArray();
        if (Array.TrueForAll(elements, element => element == "null"))
        {
            return null;
        }

        return elements.Length <= 5
            ? $"{Names.Copying}.Collections.ValueTuple({value}, c, {string.Join(", ", elements)})"
            : Refuse(type, where);
    }

    /// <summary>Behind an interface stands some collection; copiers for the likely ones of these elements are registered.</summary>
    private void RegisterBehind(INamedTypeSymbol type, string[] behind, ISymbol where)
    {
        if (type.TypeArguments.Any(HasTypeParameter))
        {
            return;
        }

        var candidates = behind
            .Select(compilation.GetTypeByMetadataName)
            .Where(definition => definition is not null)
            .Select(definition => (ITypeSymbol)definition!.Construct([.. type.TypeArguments]))
            .ToList();
        if (type.TypeArguments.Length == 1)
        {
            candidates.Add(compilation.CreateArrayTypeSymbol(type.TypeArguments[0]));
        }

        foreach (var candidate in candidates)
        {
            var name = Names.Of(candidate);
            var code = Copy(candidate, $"(({name})v)", where) ?? "v";
            registrations.Add($"{Names.Registry}.AddCopier(typeof({name}), static (v, c) => {code});");
        }
    }

    private static bool HasTypeParameter(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol => true,
        IArrayTypeSymbol array => HasTypeParameter(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(HasTypeParameter),
        _ => false,
    };

    private string? Refuse(ITypeSymbol type, ISymbol where)
    {
        problems.Add(Problem.At(where, Rules.UnknownType, where.ToDisplayString(), type.ToDisplayString()));
        return null;
    }
}
