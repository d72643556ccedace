using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Moltbot.Embedded.Generator;

/// <summary>A member to copy: by its field when it has one of its own, else by getter and setter.</summary>
internal sealed record Member(ISymbol Symbol, ITypeSymbol Type, string? Field);

/// <summary>Which members of a type are copied.</summary>
internal static class Members
{
    public static List<Member> Of(INamedTypeSymbol type, List<Problem> problems)
    {
        List<Member> found = [];
        var positional = Positional(type);
        Dictionary<uint, string> numbers = [];
        foreach (var symbol in type.GetMembers())
        {
            if (symbol.IsStatic)
            {
                continue;
            }

            var isPositional = symbol is IPropertySymbol && positional.Contains(symbol.Name);
            var number = Names.Find(symbol, "Orleans.IdAttribute") is { } id ? (uint?)id.ConstructorArguments[0].Value : null;
            if (number is null && !isPositional)
            {
                continue;
            }

            if (number is { } given && !isPositional)
            {
                CheckNumber(symbol, given, numbers, problems);
            }

            if (Describe(type, symbol, problems) is { } member)
            {
                found.Add(member);
            }
        }

        return found;
    }

    private static void CheckNumber(ISymbol symbol, uint number, Dictionary<uint, string> numbers, List<Problem> problems)
    {
        if (numbers.TryGetValue(number, out var other))
        {
            problems.Add(Problem.At(symbol, Rules.TwiceNumbered, symbol.ToDisplayString(), number, other));
        }
        else
        {
            numbers[number] = symbol.Name;
        }
    }

    private static Member? Describe(INamedTypeSymbol type, ISymbol symbol, List<Problem> problems)
    {
        switch (symbol)
        {
            case IFieldSymbol { IsConst: false } field:
                return new(field, field.Type, field.Name);
            case IPropertySymbol { IsIndexer: false } property:
                var backing = type.GetMembers().OfType<IFieldSymbol>()
                    .FirstOrDefault(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));
                if (backing is not null)
                {
                    return new(property, property.Type, backing.Name);
                }

                if (property is { GetMethod: not null, SetMethod: { IsInitOnly: false } setter }
                    && setter.DeclaredAccessibility >= Accessibility.Internal
                    && !type.IsValueType)
                {
                    return new(property, property.Type, null);
                }

                break;
        }

        problems.Add(Problem.At(symbol, Rules.UnfitMember, symbol.ToDisplayString(), "it is neither a field, nor an automatic property, nor has it getter and setter"));
        return null;
    }

    /// <summary>The parameters of a record's primary constructor; of a class's only when it asks for it.</summary>
    private static HashSet<string> Positional(INamedTypeSymbol type)
    {
        var isAsked = type.IsRecord
            || Names.Find(type, "Orleans.GenerateSerializerAttribute")?.NamedArguments
                .Any(argument => argument.Key == "IncludePrimaryConstructorParameters" && argument.Value.Value is true) == true;
        if (!isAsked)
        {
            return [];
        }

        var primary = type.InstanceConstructors.FirstOrDefault(constructor => constructor.DeclaringSyntaxReferences
            .Any(reference => reference.GetSyntax() is TypeDeclarationSyntax { ParameterList: not null }));
        return primary is null ? [] : [.. primary.Parameters.Select(parameter => parameter.Name)];
    }
}
