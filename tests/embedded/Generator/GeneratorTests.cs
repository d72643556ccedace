using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Moltbot.Embedded.Generator;

namespace Moltbot.Embedded.Tests.Generator;

/// <summary>What the generator objects to, and that what it makes compiles.</summary>
public sealed class GeneratorTests
{
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
    ];

    [Theory]
    [InlineData("GRAIN001", "Broken", "public class Broken; public interface IA : IGrainWithStringKey { Task Do(Broken broken); }")]
    [InlineData("GRAIN001", "Broken", "public class Broken; public interface IA : IGrainWithStringKey { Task<List<Broken>> Do(); }")]
    [InlineData("GRAIN001", "Broken", "public class Broken; [GenerateSerializer] public class M { [Id(0)] public Broken? B { get; set; } }")]
    [InlineData("GRAIN002", "generic", "public interface IA : IGrainWithStringKey { Task Do<T>(T value); }")]
    [InlineData("GRAIN002", "neither Task nor ValueTask", "public interface IA : IGrainWithStringKey { int Do(); }")]
    [InlineData("GRAIN002", "neither Task nor ValueTask", "public interface IA : IGrainWithStringKey { IAsyncEnumerable<int> Do(); }")]
    [InlineData("GRAIN002", "ref, in or out", "public interface IA : IGrainWithStringKey { Task Do(ref int value); }")]
    [InlineData("GRAIN002", "methods only", "public interface IA : IGrainWithStringKey { int Value { get; } }")]
    [InlineData("GRAIN003", "generic", "public interface IA<T> : IGrainWithStringKey { Task Do(); }")]
    [InlineData("GRAIN003", "private", "public class Outer { private interface IA : IGrainWithStringKey { Task Do(); } }")]
    [InlineData("GRAIN003", "generic", "public interface IA : IGrainWithStringKey { Task Do(); } public class A<T> : Grain, IA { public Task Do() => Task.CompletedTask; }")]
    [InlineData("GRAIN003", "public constructor", "public interface IA : IGrainWithStringKey { Task Do(); } public class A : Grain, IA { private A() { } public Task Do() => Task.CompletedTask; }")]
    [InlineData("GRAIN004", "neither a field", "[GenerateSerializer] public class M { [Id(0)] public int Sum => 1 + 1; }")]
    [InlineData("GRAIN005", "has already", "[GenerateSerializer] public class M { [Id(0)] public int A { get; set; } [Id(0)] public int B { get; set; } }")]
    [InlineData("GRAIN006", "Colour", "public enum Colour { Red } public interface IA : IGrainWithStringKey { Task<Colour?> Do(); }")]
    public void Objects_to(string id, string word, string code)
    {
        var (diagnostics, _) = Run(code);
        var found = diagnostics.Where(diagnostic => diagnostic.Id == id).ToArray();
        found.ShouldNotBeEmpty(string.Join("; ", diagnostics));
        found[0].GetMessage(null).ShouldContain(word);
        found[0].Severity.ShouldBe(DiagnosticSeverity.Error);
        found[0].Location.GetLineSpan().Path.ShouldBe("Test.cs");
    }

    [Fact]
    public void What_it_makes_compiles()
    {
        var (diagnostics, compilation) = Run("""
            public interface IA : IGrainWithStringKey
            {
                Task Plain();
                Task<int> Value(int number, string? text = null, CancellationToken cancellationToken = default);
                ValueTask<IReadOnlyDictionary<string, M>> Dictionary(IEnumerable<M?> values, (int, M[])? tuple);
                ValueTask Nothing([Immutable] M value);
                [return: Immutable] Task<M> Same(in_ @in);
            }
            public interface IB : IA { Task More(IB other); }
            public interface IWatch : IGrainObserver { void Told(string @event); Task Asked(); }
            public class A : Grain, IB
            {
                public A(IGrainFactory factory, [PersistentState("m", "s")] IPersistentState<M> state, IServiceProvider? services = null) { }
                public Task Plain() => Task.CompletedTask;
                public Task<int> Value(int number, string? text, CancellationToken cancellationToken) => Task.FromResult(1);
                public ValueTask<IReadOnlyDictionary<string, M>> Dictionary(IEnumerable<M?> values, (int, M[])? tuple) => throw new Exception();
                public ValueTask Nothing(M value) => default;
                public Task<M> Same(in_ value) => throw new Exception();
                public Task More(IB other) => Task.CompletedTask;
            }
            [GenerateSerializer] public class in_;
            [GenerateSerializer] public abstract record Base([property: Id(0)] int Number);
            [GenerateSerializer] public record M(int Number, string Name) : Base(Number)
            {
                [Id(0)] public required List<M> Children { get; init; }
                [Id(1)] private readonly Dictionary<int, M[]>? _map;
                [Id(2)] internal Exception? Error { get; private set; }
            }
            [GenerateSerializer] public struct S<T> where T : class { [Id(0)] public T? Value; [Id(1)] private readonly int _number; }
            [GenerateSerializer] public class G<TKey, TValue> where TKey : notnull { [Id(0)] public Dictionary<TKey, S<string>> Map { get; } = new(); }
            """);
        diagnostics.ShouldBeEmpty();
        compilation.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();
    }

    [Fact]
    public void An_unchanged_type_is_not_generated_again()
    {
        const string Code = "public interface IA : IGrainWithStringKey { Task Do(); }";
        var compilation = Compile(Code);
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new GrainGenerator().AsSourceGenerator()], driverOptions: new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        driver = driver.RunGenerators(compilation, TestContext.Current.CancellationToken);
        var other = CSharpSyntaxTree.ParseText("public class Unrelated;", path: "Other.cs", cancellationToken: TestContext.Current.CancellationToken);
        driver = driver.RunGenerators(compilation.AddSyntaxTrees(other), TestContext.Current.CancellationToken);
        var steps = driver.GetRunResult().Results[0].TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs);
        steps.ShouldAllBe(output => output.Reason == IncrementalStepRunReason.Cached || output.Reason == IncrementalStepRunReason.Unchanged);
    }

    private static CSharpCompilation Compile(string code)
    {
        const string Usings = """
            #nullable enable
            using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Orleans; using Orleans.Runtime;

            """;
        return CSharpCompilation.Create(
            "Test",
            [CSharpSyntaxTree.ParseText(Usings + code, path: "Test.cs", cancellationToken: TestContext.Current.CancellationToken)],
            References,
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    private static (Diagnostic[] Diagnostics, Compilation Compilation) Run(string code)
    {
        CSharpGeneratorDriver.Create(new GrainGenerator())
            .RunGeneratorsAndUpdateCompilation(Compile(code), out var compilation, out var diagnostics, TestContext.Current.CancellationToken);
        return ([.. diagnostics], compilation);
    }
}
