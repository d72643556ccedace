using System.Globalization;

namespace Moltbot.Bench;

/// <summary>What the benchmark was asked to do.</summary>
internal sealed record BenchOptions
{
    public const string Help = """
        usage: moltbot bench [options]
          --quick           about a minute, for a first look: fewer sessions, connections and seconds
          --only NAMES      some of: start, chat, tools, stored, rpc, connects, foreign, memory; comma-separated
          --sessions LIST   chat with these numbers of sessions only, one after the other, such as 1,50,1
          --out FILE        also write the report there, as Markdown
          --postgres CONN   measure on this PostgreSQL database (it is written to) instead of SQLite in a temporary folder
          --against PATH    that other build of the program beside this one, in turn: chat, rpc and connects, or those of --only
          --silo PATH       the program to measure (set by ./moltbot bench)
          --engine NAME     the grain engine it was built with (set by ./moltbot bench)
        moltbot-bench engine [--keys N]   the grain engine alone: calls, activations, memory of idle keys
        moltbot-bench policy              the tool policy alone: decisions, situations, explanations
        moltbot-bench tasks [--postgres CONN]   the task queue alone, beside bare rows in the same database
        moltbot-bench echo                the bare WebSocket echo that RPC is held against
        """;

    public required string SiloPath { get; init; }

    public required string Engine { get; init; }

    public bool IsQuick { get; init; }

    /// <summary>Names of the measures to take; empty takes all.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>Numbers of sessions to chat with; empty takes the report's.</summary>
    public IReadOnlyList<int> Sessions { get; init; } = [];

    public string? OutPath { get; init; }

    public string? Postgres { get; init; }

    /// <summary>Another build of the program; null to measure this one alone.</summary>
    public string? Against { get; init; }

    public bool Includes(string measure) => Only.Count == 0 || Only.Contains(measure, StringComparer.Ordinal);

    /// <exception cref="BenchException">An unknown option or one without its value.</exception>
    public static BenchOptions Parse(IReadOnlyList<string> args)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var isQuick = false;
        for (var at = 0; at < args.Count; at++)
        {
            switch (args[at])
            {
                case "--quick":
                    isQuick = true;
                    break;
                case "--only" or "--sessions" or "--out" or "--postgres" or "--against" or "--silo" or "--engine":
                    values[args[at]] = at + 1 < args.Count ? args[at + 1] : throw new BenchException($"{args[at]} needs a value\n\n{Help}");
                    at++;
                    break;
                default:
                    throw new BenchException(args[at] is "-h" or "--help" ? Help : $"unknown option: {args[at]}\n\n{Help}");
            }
        }

        string Required(string name) => values.GetValueOrDefault(name) ?? throw new BenchException($"{name} is needed\n\n{Help}");
        string[] Split(string name) => values.GetValueOrDefault(name)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        return new BenchOptions
        {
            SiloPath = Required("--silo"),
            Engine = Required("--engine"),
            IsQuick = isQuick,
            Only = Split("--only"),
            Sessions = [.. Split("--sessions").Select(static text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= 10_000
                ? count
                : throw new BenchException($"--sessions takes numbers from 1 to 10000, not '{text}'"))],
            OutPath = values.GetValueOrDefault("--out"),
            Postgres = values.GetValueOrDefault("--postgres"),
            Against = values.GetValueOrDefault("--against"),
        };
    }
}
