using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Moltbot.Policy.Configuration;

namespace Moltbot.Policy.Sandboxes;

/// <summary>
/// What a document says that a sandbox may use at most (<c>sandbox.docker</c>). A runner takes the smaller of its own and this, so that a document narrows
/// and never widens. The list is closed: nothing else of a container's options reaches a sandbox (attack X1).
/// </summary>
public sealed partial record SandboxCeilings
{
    /// <summary>The least memory that counts, bytes: with less not even a shell begins.</summary>
    public const long LeastMemory = 32L << 20;

    /// <summary>The fewest processes that count: a shell, what it starts, and what looks at each step of a command before it runs.</summary>
    public const long FewestProcesses = 24;

    /// <summary>The fewest open files that count.</summary>
    public const long FewestFiles = 16;

    /// <summary>The names of <c>ulimits</c> that count.</summary>
    public static IReadOnlyList<string> Ulimits { get; } = ["cpu", "data", "fsize", "nofile", "nproc"];

    /// <summary>Bytes of memory of its own that a process may have (<c>memory</c>, <c>ulimits.data</c>); null for what the runner gives, like the others.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>Processes and threads at once (<c>pidsLimit</c>, <c>ulimits.nproc</c>).</summary>
    public long? Processes { get; init; }

    /// <summary>Files that a process may have open (<c>ulimits.nofile</c>).</summary>
    public long? OpenFiles { get; init; }

    /// <summary>Bytes of the largest file that may be written (<c>ulimits.fsize</c>).</summary>
    public long? FileBytes { get; init; }

    /// <summary>Seconds of processor time that a process may take (<c>ulimits.cpu</c>).</summary>
    public long? CpuSeconds { get; init; }

    /// <summary>Reads them, the agent's own keys first, each by itself; what one agent says of a sandbox that all share does not count.</summary>
    internal static SandboxCeilings Of(ConfigSection own, ConfigSection all, SandboxScope scope)
    {
        var (mine, shared) = (scope == SandboxScope.Shared ? default : own.Section("docker"), all.Section("docker"));
        return new SandboxCeilings
        {
            MemoryBytes = Smaller(LeastMemory, BytesOf(mine.Get("memory")) ?? BytesOf(shared.Get("memory")), Ulimit("data")),
            Processes = Smaller(FewestProcesses, mine.Long("pidsLimit") ?? shared.Long("pidsLimit"), Ulimit("nproc")),
            OpenFiles = Smaller(FewestFiles, Ulimit("nofile"), null),
            FileBytes = Smaller(1, Ulimit("fsize"), null),
            CpuSeconds = Smaller(1, Ulimit("cpu"), null),
        };

        long? Ulimit(string name) => LimitOf(mine.Section("ulimits").Get(name)) ?? LimitOf(shared.Section("ulimits").Get(name));
    }

    /// <summary>The bytes that a memory setting means: a number, or a number with <c>b</c>, <c>k</c>, <c>m</c> or <c>g</c>; null where it says none.</summary>
    internal static long? BytesOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => Whole(value.GetDouble()),
        JsonValueKind.String when Size().Match(value.GetString()!.Trim()) is { Success: true } size =>
            Whole(double.Parse(size.Groups["count"].ValueSpan, CultureInfo.InvariantCulture) * (size.Groups["unit"].Value.ToUpperInvariant() switch { "K" => 1L << 10, "M" => 1L << 20, "G" => 1L << 30, _ => 1 })),
        _ => null,
    };

    /// <summary>What a limit means: a number, <c>soft</c> or <c>soft:hard</c> as text or members, of which the smaller counts; null where it says none.</summary>
    internal static long? LimitOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => Whole(value.GetDouble()),
        JsonValueKind.String when value.GetString()!.Split(':') is { Length: 1 or 2 } parts
            && parts.All(static part => double.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)) =>
            parts.Select(static part => Whole(double.Parse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))).Min(),
        JsonValueKind.Object => new[] { new ConfigSection(value).Long("soft"), new ConfigSection(value).Long("hard") }.Min(),
        _ => null,
    };

    // Below nought means without a limit where containers are made: then the runner's counts.
    private static long? Whole(double number) => number >= 0 ? (long)Math.Min(number, 1e15) : null;

    private static long? Smaller(long least, long? one, long? other) => (one, other) switch
    {
        (null, null) => null,
        _ => Math.Max(least, Math.Min(one ?? long.MaxValue, other ?? long.MaxValue)),
    };

    [GeneratedRegex(@"\A(?<count>[0-9]{1,15}(\.[0-9]{1,3})?)(?<unit>[bkmg])?b?\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Size();
}
