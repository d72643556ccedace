using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Moltbot.Policy.Exec.Allowlists;
using Moltbot.Policy.Exec.Commands;
using Moltbot.Policy.Exec.Environment;
using Moltbot.Policy.Exec.Programs;

namespace Moltbot.Policy.Exec.Plans;

/// <summary>
/// One run, exactly: what is read from the command, which executables that means on the machine that runs it, where, with which
/// variables, for whom. Its <see cref="Hash"/> is what a person approves and what a runner redeems; a plan that differs in anything has
/// another (attacks E6 to E8).
/// </summary>
public sealed record ExecPlan : IProgramFinder
{
    /// <summary>What the command says.</summary>
    public required ExecAnalysis Analysis { get; init; }

    /// <summary>The executables by the words that name them, those inside of wrappers too.</summary>
    public required IReadOnlyDictionary<string, ResolvedProgram> Programs { get; init; }

    /// <summary>The scripts that are given to interpreters.</summary>
    public IReadOnlyList<BoundFile> Files { get; init; } = [];

    /// <summary>The folder, absolute and with all links followed.</summary>
    public required string Cwd { get; init; }

    /// <summary>The variables.</summary>
    public required ExecEnvironment Environment { get; init; }

    /// <summary><c>sandbox</c>, <c>gateway</c> or <c>node</c>.</summary>
    public required string Host { get; init; }

    /// <summary>The node; null on other hosts.</summary>
    public string? NodeId { get; init; }

    public required string AgentId { get; init; }

    public required string SessionKey { get; init; }

    /// <summary>The conversation within the session: a new one begins with no memory.</summary>
    public required string SessionId { get; init; }

    /// <summary>Who is behind it: what one person's turn was allowed, another's in the same session is not.</summary>
    public required string AskedBy { get; init; }

    /// <summary>Whether it runs inside of a sandbox.</summary>
    public bool IsSandboxed { get; init; }

    /// <summary>The home folder of whoever runs it, as the machine says that is to run it; null where nobody said.</summary>
    public string? Home { get; init; }

    /// <inheritdoc/>
    public ResolvedProgram? Find(string word) => Programs.GetValueOrDefault(word);

    /// <summary>The pipelines as they are started: wrappers are told by path which programs they run, see <see cref="EffectiveProgram.Bind"/>.</summary>
    public IReadOnlyList<ExecPipeline> Started =>
    [
        .. Analysis.Pipelines.Select(pipeline => pipeline with
        {
            Segments = [.. pipeline.Segments.Select(segment => segment with { Argv = EffectiveProgram.Bind(segment.Argv, this) })],
        }),
    ];

    /// <summary>What is started, as a person reads it.</summary>
    public string Text => CommandText.Of(Started);

    /// <summary>The words that name programs, those inside of wrappers too.</summary>
    public IReadOnlyList<string> Words => [.. Analysis.Segments.SelectMany(segment => EffectiveProgram.WordsOf(segment.Argv)).Distinct(StringComparer.Ordinal)];

    /// <summary>The words that name scripts, as far as the programs are known that read them.</summary>
    public IReadOnlyList<string> Scripts =>
        [.. Analysis.Segments.SelectMany(segment => ScriptOperand.Of(EffectiveProgram.Of(segment.Argv, this))).Distinct(StringComparer.Ordinal)];

    /// <summary>Why this is no plan of a run; null when it is one.</summary>
    public string? Problem()
    {
        if (Analysis.Reason is { } reason)
        {
            return $"the command cannot be run as it is written: {reason}";
        }

        if (Environment.Refused is [var first, ..])
        {
            return $"the environment variable {first} may not be set";
        }

        if (!CanonicalPath.Is(Cwd) && Cwd != "/")
        {
            return "the working directory is not an absolute path";
        }

        foreach (var word in Words)
        {
            if (Find(word) is not { } program)
            {
                return $"program not found: {word}";
            }

            if (!CanonicalPath.Is(program.Path) || !CanonicalPath.Is(program.RealPath) || !IsHash(program.ContentHash))
            {
                return $"program not identified: {word}";
            }
        }

        // In front of a program "env" takes it for a variable.
        if (Analysis.Segments.SelectMany(segment => EffectiveProgram.WordsOf(segment.Argv).Skip(1)).FirstOrDefault(word => EffectiveProgram.PathOf(Find(word)!).Contains('=', StringComparison.Ordinal)) is { } unnameable)
        {
            return $"a program whose path holds '=' cannot be run by another: {unnameable}";
        }

        if (!Files.All(file => CanonicalPath.Is(file.RealPath) && IsHash(file.ContentHash)))
        {
            return "script not identified";
        }

        return Scripts.FirstOrDefault(script => !Files.Any(file => file.Word == script)) is { } missing ? $"script not identified: {missing}" : null;
    }

    /// <summary>SHA-256 over all of it, 64 lower-case hex digits.</summary>
    public string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, "moltbot exec 1", Host, NodeId, IsSandboxed ? "inside" : "outside", AgentId, SessionKey, SessionId, AskedBy, Cwd, Home);
        Count(hash, Analysis.Pipelines.Count);
        foreach (var pipeline in Analysis.Pipelines)
        {
            Count(hash, (int)pipeline.Link);
            Count(hash, pipeline.Segments.Count);
            foreach (var segment in pipeline.Segments)
            {
                Count(hash, segment.Argv.Count);
                Add(hash, [.. segment.Argv]);
            }
        }

        // Only what the command names: a fact nobody uses must not make it another.
        var words = Words;
        Count(hash, words.Count);
        foreach (var word in words)
        {
            var program = Find(word);
            Add(hash, word, program?.Path, program?.RealPath, program?.ContentHash, program?.Interpreter);
        }

        Count(hash, Files.Count);
        foreach (var file in Files)
        {
            Add(hash, file.RealPath, file.ContentHash, file.Word);
        }

        Count(hash, Environment.Variables.Count);
        foreach (var (name, value) in Environment.Variables)
        {
            Add(hash, name, value);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Each text with its length before it: no two lists of texts give the same bytes.</summary>
    private static void Add(IncrementalHash hash, params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            var bytes = text is null ? [] : Encoding.UTF8.GetBytes(text);
            Count(hash, text is null ? -1 : bytes.Length);
            hash.AppendData(bytes);
        }
    }

    private static void Count(IncrementalHash hash, int count)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, count);
        hash.AppendData(bytes);
    }

    private static bool IsHash(string? text) => text is { Length: 64 } && text.All(char.IsAsciiHexDigitLower);
}
