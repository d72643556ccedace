using Microsoft.CodeAnalysis;

namespace Moltbot.Embedded.Generator;

/// <summary>Writes the class that registers everything of an assembly and of the assemblies it uses.</summary>
internal static class ManifestEmitter
{
    /// <summary>The assembly's name, then the manifests of the assemblies that it uses.</summary>
    public static EquatableList<string> Find(Compilation compilation) => new(compilation.SourceModule.ReferencedAssemblySymbols
        .Select(assembly => Names.Find(assembly, "Moltbot.Embedded.Registration.GrainManifestAttribute")?.ConstructorArguments[0].Value)
        .OfType<INamedTypeSymbol>()
        .Select(Names.Of)
        .Prepend(compilation.AssemblyName ?? "Assembly"));

    public static string? Emit(EquatableList<string> assemblies, IEnumerable<string> registrations)
    {
        var lines = registrations.Distinct(StringComparer.Ordinal).OrderBy(line => line, StringComparer.Ordinal).ToArray();
        var used = assemblies.Skip(1).ToArray();
        if (lines.Length == 0 && used.Length == 0)
        {
            return null;
        }

        var name = "Manifest_" + new string([.. assemblies.First().Select(letter => char.IsLetterOrDigit(letter) ? letter : '_')]);
        var code = new CodeText();
        code.Line($"[assembly: global::Moltbot.Embedded.Registration.GrainManifest(typeof(global::{Names.Namespace}.{name}))]");
        code.Open($"namespace {Names.Namespace}");
        code.Open($"public static class {name}");
        code.Line("private static int _isDone;");
        code.Line("[global::System.Runtime.CompilerServices.ModuleInitializer]");
        code.Line("internal static void Initialize() => Register();");
        code.Open("public static void Register()");
        code.Line("if (global::System.Threading.Interlocked.Exchange(ref _isDone, 1) == 1) return;");
        foreach (var line in used.Select(manifest => manifest + ".Register();").Concat(lines))
        {
            code.Line(line);
        }

        return Names.Header + code.Close().Close().Close();
    }
}
