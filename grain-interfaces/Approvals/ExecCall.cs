namespace Moltbot.GrainInterfaces.Approvals;

/// <summary>
/// A run that an agent wants, with what the machine that is to run it found. The same is said when it is decided, asked about and
/// redeemed; whoever reads it reads the command by the one parser of <c>policy/Exec</c>.
/// </summary>
[GenerateSerializer, Alias("moltbot.ExecCall"), Immutable]
public sealed record ExecCall
{
    /// <summary>The command line; null when only the argument vector is given.</summary>
    [Id(0)] public string? Command { get; init; }

    /// <summary>The argument vector; null when only the command line is given. Where both are, they must say the same.</summary>
    [Id(1)] public IReadOnlyList<string>? Argv { get; init; }

    /// <summary>The folder, absolute and with all links followed.</summary>
    [Id(2)] public required string Cwd { get; init; }

    /// <summary>The variables asked for.</summary>
    [Id(3)] public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The executables, those inside of wrappers too.</summary>
    [Id(4)] public IReadOnlyList<ProgramFact> Programs { get; init; } = [];

    /// <summary>The scripts that are given to interpreters.</summary>
    [Id(5)] public IReadOnlyList<ScriptFact> Scripts { get; init; } = [];

    /// <summary><c>sandbox</c>, <c>gateway</c> or <c>node</c>.</summary>
    [Id(6)] public required string Host { get; init; }

    /// <summary>The node; null on other hosts.</summary>
    [Id(7)] public string? NodeId { get; init; }

    /// <summary>Whether it runs inside of a sandbox.</summary>
    [Id(8)] public bool IsSandboxed { get; init; }

    [Id(9)] public required string AgentId { get; init; }

    /// <summary>The canonical session key.</summary>
    [Id(10)] public required string SessionKey { get; init; }

    /// <summary>The conversation within the session; new after each reset.</summary>
    [Id(11)] public required string SessionId { get; init; }

    /// <summary>Who is behind it: the principal of the turn. Another's turn in the same session is another run.</summary>
    [Id(12)] public required string AskedBy { get; init; }

    /// <summary>The home folder of the user that runs it, as the node that is to run it says: what <c>~</c> means in lists. Null where it did not.</summary>
    [Id(13)] public string? Home { get; init; }
}
