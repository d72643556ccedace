using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Moltbot.Embedded.Generator;

/// <summary>Generates what the embedded grain engine needs of an assembly: references, calls, copiers and their registration.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class GrainGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var copiers = context.SyntaxProvider.ForAttributeWithMetadataName(
            "Orleans.GenerateSerializerAttribute",
            static (node, _) => node is TypeDeclarationSyntax,
            static (found, _) => CopierEmitter.Emit((INamedTypeSymbol)found.TargetSymbol, found.SemanticModel.Compilation));
        var references = context.SyntaxProvider.CreateSyntaxProvider(
            static (node, _) => node is InterfaceDeclarationSyntax { BaseList: not null },
            static (found, token) => DeclaredFirst(found, token) is { } type ? ReferenceEmitter.Emit(type, found.SemanticModel.Compilation) : null);
        var classes = context.SyntaxProvider.CreateSyntaxProvider(
            static (node, _) => node is ClassDeclarationSyntax { BaseList: not null },
            static (found, token) => DeclaredFirst(found, token) is { } type ? GrainClassEmitter.Emit(type) : null);

        var units = copiers.Collect().Combine(references.Collect()).Combine(classes.Collect())
            .SelectMany(static (all, _) => all.Left.Left.AddRange(all.Left.Right).AddRange(all.Right))
            .Where(static unit => unit is not null);
        context.RegisterSourceOutput(units, static (output, unit) =>
        {
            foreach (var problem in unit!.Problems)
            {
                output.ReportDiagnostic(problem.ToDiagnostic());
            }

            if (unit.Source.Length > 0 && unit.Problems.Count == 0)
            {
                output.AddSource(unit.Hint + ".g.cs", unit.Source);
            }
        });

        var registrations = units.Collect().Select(static (all, _) =>
            new EquatableList<string>(all.Where(unit => unit!.Problems.Count == 0).SelectMany(unit => unit!.Registrations)));
        var assemblies = context.CompilationProvider.Select(static (compilation, _) => ManifestEmitter.Find(compilation));
        context.RegisterSourceOutput(registrations.Combine(assemblies), static (output, both) =>
        {
            if (ManifestEmitter.Emit(both.Right, both.Left) is { } source)
            {
                output.AddSource("GrainManifest.g.cs", source);
            }
        });
    }

    /// <summary>The type, when this is the first of its parts that counts.</summary>
    private static INamedTypeSymbol? DeclaredFirst(GeneratorSyntaxContext found, CancellationToken token)
    {
        var node = (TypeDeclarationSyntax)found.Node;
        if (found.SemanticModel.GetDeclaredSymbol(node, token) is not INamedTypeSymbol type)
        {
            return null;
        }

        var first = type.DeclaringSyntaxReferences
            .Select(reference => (TypeDeclarationSyntax)reference.GetSyntax(token))
            .First(part => part.BaseList is not null);
        return ReferenceEquals(first, node) ? type : null;
    }
}
