using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Exec.Allowlists;
using Moltbot.Policy.Exec.Commands;
using Moltbot.Policy.Exec.Programs;
using Moltbot.Policy.Exec.SafeBins;

namespace Moltbot.Conformance.Adapters.Policy;

/// <summary>exec_approvals and from_tests_exec: what a command says, and whether a list allows it.</summary>
public sealed class ExecArea : ICaseArea
{
    private const string Cases = "exec_approvals";
    private const string Recorded = "from_tests_exec";
    private const string Analyze = "analyzeShellCommand";
    private const string AnalyzeArgv = "analyzeArgvCommand";
    private const string Evaluate = "evaluateShellAllowlist";

    /// <summary>The folders of the machine that the cases assume.</summary>
    private static readonly HashSet<string> SystemFolders = ["/cf/bin", "/usr/bin"];

    public IEnumerable<CaseFunction> Functions =>
    [
        new(Analyze, input => Analysis(input, Read(input), segment => Flat(input, segment, withName: true), segment => segment.Raw)) { Area = Cases, Same = Within },
        new(Analyze, input => Analysis(input, Read(input), segment => Resolved(input, segment), segment => Resolved(input, segment))) { Area = Recorded, Same = Within },
        new(AnalyzeArgv, input => Analysis(input, CommandLine.Of(input.Texts("argv") ?? []), segment => Flat(input, segment, withName: false), _ => null)) { Same = Within },
        new("matchAllowlist", input => new PathPattern(input.Text("pattern") ?? "").Matches(input.Text("resolvedPath") ?? "", input.Text("home"))) { Area = Cases },
        new("matchAllowlist", MatchRecorded) { Area = Recorded },
        new(Evaluate, input => Verdict(input, segment => segment.Raw, pattern => pattern)) { Area = Cases, Same = Within },
        new(Evaluate, input => Verdict(input.One(), segment => Resolved(input.One(), segment), pattern => new JsonObject { ["pattern"] = pattern })) { Area = Recorded, Same = RecordedSame },
        new("evaluateExecAllowlist", EvaluateRecorded),
        new("resolveSafeBins", input => SafeBinSettings.Resolve(Entries(input)).ToJson()) { Same = AsSets },
    ];

    public IEnumerable<Difference> Differences =>
    [
        .. On(Reads("unsupported shell token: $", "unsupported shell token: *", "unsupported shell token: ?", "unsupported shell token: [", "unsupported shell token: {", "unsupported shell token: ~", "unsupported shell token: #"),
            "What a shell would expand is refused outside of quotes ($ * ? [ { ~ #): what is shown is what runs."),
        .. On(Reads(@"unsupported shell token: \ before a line break"), "A backslash before a line break is refused: a shell takes the two away, the original makes an argument of them."),
        .. On(Reads("unsupported character"), "Characters that only look like a space, or like nothing, are refused outside of quotes, and so is what cannot be handed to a program unchanged."),
        .. On(Reads("empty pipeline segment"), "A pipe with nothing before or behind it is refused, blanks or not."),
        .. On(Reads("unsupported token in double quotes: $", "unsupported token in double quotes: `", @"unsupported token in double quotes: \"),
            "A $, ` or backslash within double quotes is refused: a shell reads them, the original does not."),
        .. On(input => CommandLine.Read(CommandOf(input)).Segments.Any(segment => segment.Argv.Contains("", StringComparer.Ordinal)),
            "An empty pair of quotes is an empty argument, as to a shell; the original drops it."),
        new(Evaluate, input => Programs(input.One()).Any(program => program.Kind is ProgramKind.Interpreter or ProgramKind.Wrapper),
            "No list allows a program that runs whatever it is told (shells, interpreters, sudo, xargs, find -exec); a wrapper (env, nice, timeout) is judged by what is inside."),
        new(Evaluate, input => Programs(input.One()).Any(program => SafeBinsOf(input.One()).Contains(program.Argv[0]) && !SafeBinGrammars.Accepts(program.Argv)),
            "A safe bin has an exact grammar of what it may be given: no file, no program, no shortened option. One without a grammar is none."),
        new(Evaluate, input => SafeBinsOf(input.One()).Count > 0 && Programs(input.One()).Any(program => program.Argv[0].Contains('/', StringComparison.Ordinal)),
            "A safe bin and a skill's program count only as found on the search path in one of the system's folders, not as a file of that name somewhere."),
        new(AnalyzeArgv, input => (input.Texts("argv") ?? []).Any(string.IsNullOrWhiteSpace), "A blank argument is an argument; the original drops it from what it judges."),
        new(AnalyzeArgv, input => (input.Texts("argv") ?? []).Any(word => CommandText.Of([word]) != word),
            "An argument vector is shown with quotes where a reader would else see other arguments."),
    ];

    private static IEnumerable<Difference> On(Func<JsonElement, bool> appliesTo, string reason) =>
        [new(Analyze, appliesTo, reason), new(Evaluate, appliesTo, reason)];

    private static Func<JsonElement, bool> Reads(params string[] reasons) =>
        input => reasons.Contains(CommandLine.Read(CommandOf(input)).Reason, StringComparer.Ordinal);

    private static string CommandOf(JsonElement input) => input.One().Text("command") ?? "";

    private static ExecAnalysis Read(JsonElement input) => CommandLine.Read(CommandOf(input));

    private static ExecMachine Machine(JsonElement input) => new(input.One().Text("PATH"), input.One().Text("cwd"));

    private static JsonObject Analysis(JsonElement input, ExecAnalysis analysis, Func<ExecSegment, JsonNode?> show, Func<ExecSegment, JsonNode?> chained) => new()
    {
        ["ok"] = analysis.Ok,
        ["reason"] = analysis.Reason,
        ["segments"] = new JsonArray([.. analysis.Segments.Select(show)]),
        ["chains"] = analysis.IsChain
            ? new JsonArray([.. analysis.Pipelines.Select(pipeline => (JsonNode?)new JsonArray([.. pipeline.Segments.Select(chained)]))])
            : null,
    };

    private static JsonObject Flat(JsonElement input, ExecSegment segment, bool withName)
    {
        var json = new JsonObject
        {
            ["raw"] = segment.Raw,
            ["argv"] = segment.Argv.ToJson(),
            ["resolvedPath"] = Machine(input).Find(segment.Program)?.Path,
        };
        if (withName)
        {
            json["executableName"] = Machine(input).NameOf(segment.Program);
        }

        return json;
    }

    private static JsonObject Resolved(JsonElement input, ExecSegment segment) => new()
    {
        ["raw"] = segment.Raw,
        ["argv"] = segment.Argv.ToJson(),
        ["resolution"] = new JsonObject
        {
            ["rawExecutable"] = segment.Program,
            ["resolvedPath"] = Machine(input).Find(segment.Program)?.Path,
            ["executableName"] = Machine(input).NameOf(segment.Program),
        },
    };

    private static JsonObject Verdict(JsonElement input, Func<ExecSegment, JsonNode?> show, Func<string, JsonNode?> match)
    {
        var analysis = Read(input);
        if (!analysis.Ok)
        {
            return new JsonObject { ["analysisOk"] = false, ["allowlistSatisfied"] = false, ["matches"] = new JsonArray(), ["allowlistMatches"] = new JsonArray(), ["segments"] = new JsonArray() };
        }

        var verdict = Machine(input).Evaluate(analysis, Rules(input));

        // The original looks no further than the part of a chain that is not allowed.
        var shown = analysis.Pipelines.TakeWhile((_, place) => place == 0 || !analysis.Pipelines[place - 1].Segments.Contains(verdict.Missed)).SelectMany(pipeline => pipeline.Segments);
        return new JsonObject
        {
            ["analysisOk"] = true,
            ["allowlistSatisfied"] = verdict.Satisfied,
            ["matches"] = new JsonArray([.. verdict.Matches.Select(entry => match(entry.Pattern))]),
            ["allowlistMatches"] = new JsonArray([.. verdict.Matches.Select(entry => match(entry.Pattern))]),
            ["segments"] = new JsonArray([.. shown.Select(show)]),
        };
    }

    private static AllowlistRules Rules(JsonElement input) => new(
        [.. Patterns(input.Get("allowlist")).Select(pattern => new AllowlistEntry(pattern))],
        SafeBinsOf(input),
        input.Texts("skillBins")?.ToHashSet(StringComparer.Ordinal),
        input.Flag("autoAllowSkills") ?? false,
        SystemFolders: SystemFolders);

    private static IReadOnlySet<string> SafeBinsOf(JsonElement input) => SafeBinSettings.Resolve(input.Texts("safeBins") ?? input.Get("safeBins").Texts("set") ?? []);

    private static IEnumerable<string> Patterns(JsonElement? list) => list is { ValueKind: JsonValueKind.Array } entries
        ? entries.EnumerateArray().Select(entry => entry.ValueKind == JsonValueKind.Object ? entry.Text("pattern") ?? "" : entry.GetString() ?? "")
        : [];

    private static IEnumerable<EffectiveProgram> Programs(JsonElement input) =>
        Read(input).Segments.Select(segment => EffectiveProgram.Of(segment.Argv, Machine(input), SystemFolders));

    private static JsonNode? MatchRecorded(JsonElement input)
    {
        var resolution = input.Arg("resolution", 1);
        var path = resolution.Text("resolvedPath");
        var pattern = path is null ? null : Patterns(input.Arg("allowlist", 0)).FirstOrDefault(each => new PathPattern(each).Matches(path));
        return pattern is null ? null : new JsonObject { ["pattern"] = pattern };
    }

    private static JsonNode? EvaluateRecorded(JsonElement input)
    {
        var one = input.One();
        var segments = (one.Get("analysis").Get("segments") is { } list ? list.EnumerateArray() : default).ToList();
        var programs = segments.ToDictionary(
            segment => segment.Texts("argv")![0],
            segment => segment.Get("resolution").Text("resolvedPath") is { } path ? new ResolvedProgram(path, path) : null,
            StringComparer.Ordinal);
        var analysis = new ExecAnalysis(
            [new ExecPipeline(ChainLink.Always, [.. segments.Select(segment => new ExecSegment(segment.Text("raw") ?? "", segment.Texts("argv")!))])], null);
        var verdict = ExecAllowlist.Evaluate(analysis, Rules(one), new Known(programs));
        return new JsonObject
        {
            ["allowlistSatisfied"] = segments.Count > 0 && verdict.Satisfied,
            ["allowlistMatches"] = new JsonArray([.. verdict.Matches.Select(entry => (JsonNode?)new JsonObject { ["pattern"] = entry.Pattern })]),
        };
    }

    private static IReadOnlyList<string>? Entries(JsonElement input)
    {
        var entries = input.TryGetProperty("entries", out var given) ? given : default;
        return entries.ValueKind switch
        {
            JsonValueKind.Array => input.Texts("entries"),
            JsonValueKind.Null => [],
            _ => null,
        };
    }

    /// <summary>Whether everything expected is there; a recommendation names only what matters.</summary>
    private static bool Within(JsonNode? expected, JsonNode? actual) => expected is JsonObject wanted && actual is JsonObject given
        ? wanted.All(property => CaseComparison.AreEqual(property.Value, given[property.Key]))
        : CaseComparison.AreEqual(expected, actual);

    /// <summary>The recorded name of a program that is not there is the word as written.</summary>
    private static bool RecordedSame(JsonNode? expected, JsonNode? actual) => Within(expected, actual);

    private static bool AsSets(JsonNode? expected, JsonNode? actual) => expected is JsonArray wanted && actual is JsonArray given
        && wanted.Select(each => (string?)each).ToHashSet(StringComparer.Ordinal).SetEquals(given.Select(each => (string?)each));

    private sealed class Known(IReadOnlyDictionary<string, ResolvedProgram?> programs) : IProgramFinder
    {
        public ResolvedProgram? Find(string word) => programs.GetValueOrDefault(word);
    }
}
