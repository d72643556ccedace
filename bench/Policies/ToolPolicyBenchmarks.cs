using System.Text.Json.Nodes;
using Moltbot.Bench.Machine;
using Moltbot.Bench.Report;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Tools;
using Moltbot.Policy.Tools.Explanations;

namespace Moltbot.Bench.Policies;

/// <summary>
/// The tool policy alone, in this process: what a decision costs and allocates, with all nine layers in force. Nothing waits here,
/// so CPU time is taken: it does not grow with what else the machine does.
/// </summary>
internal static class ToolPolicyBenchmarks
{
    private const int Decisions = 5_000_000;
    private const int Situations = 100_000;
    private const int Policies = 2_000;

    private static readonly ToolSituation Situation = new()
    {
        SessionKey = "agent:main:subagent:1",
        SpawnedBy = "agent:main:telegram:group:-100",
        Provider = "openai",
        Model = "gpt-x",
        Sender = new("7", "ann", "Ann"),
    };

    public static async Task<int> Run()
    {
        Console.WriteLine($"Machine: {MachineDescription.Describe(Path.GetTempPath())}.\n");
        CallReport.Head();
        var usual = Document(entries: 12);
        var scope = new AgentToolPolicy(usual, "main").For(Situation);
        var known = await Decide("decision on a known tool, allowed", scope, "read");
        await Decide("decision on a known tool, by its other name", scope, "Bash");
        var unknown = await Decide("decision on a tool of no known name", scope, "lobster_workflow");
        var huge = new AgentToolPolicy(Document(entries: 2_000), "main").For(Situation);
        var hugeKnown = await Decide("the same, 2,000 entries in each list: known", huge, "read");
        await Decide("the same, 2,000 entries in each list: unknown", huge, "lobster_workflow", Decisions / 1000);

        var policy = new AgentToolPolicy(usual, "main");
        await Repeat("rules of a situation", Situations, () => policy.For(Situation));
        await Repeat("explanation of a decision", Situations / 10, () => ToolExplanation.Of(policy, Situation, "exec"));
        await Repeat("a version compiled, and its first situation", Policies, () => new AgentToolPolicy(usual, "main").For(Situation));

        Console.WriteLine(
            $"\nA decision: {Figures.Goal("under 1 µs", known.Nanoseconds < 1000 && unknown.Nanoseconds < 1000 && hugeKnown.Nanoseconds < 1000)}, "
            + $"{Figures.Goal("no allocation", known.Bytes < 0.01 && unknown.Bytes < 0.01 && hugeKnown.Bytes < 0.01)}.");
        return 0;
    }

    private static Task<(double Nanoseconds, double Bytes)> Decide(string measure, ToolScope scope, string tool, int decisions = Decisions) =>
        CallReport.Measure(
            measure,
            decisions,
            count =>
            {
                var allowed = 0;
                for (var i = 0; i < count; i++)
                {
                    allowed += scope.Decide(tool).Allowed ? 1 : 0;
                }

                GC.KeepAlive(allowed);
                return Task.CompletedTask;
            },
            CpuTime);

    private static Task Repeat(string measure, int times, Func<object> work) => CallReport.Measure(
        measure,
        times,
        count =>
        {
            for (var i = 0; i < count; i++)
            {
                GC.KeepAlive(work());
            }

            return Task.CompletedTask;
        },
        CpuTime);

    private static TimeSpan CpuTime() => Environment.CpuUsage.TotalTime;

    /// <summary>A document in which every layer has lists, and none of them refuses <c>read</c> or ends the search early.</summary>
    /// <param name="entries">How many entries each list has, a third of them patterns.</param>
    private static ConfigDocument Document(int entries)
    {
        JsonObject Lists() => new()
        {
            ["allow"] = new JsonArray([.. Enumerable.Range(0, entries).Select(each => (JsonNode?)(each % 3 == 0 ? $"tool{each}_*" : $"tool_{each}")), "read", "*_workflow"]),
            ["deny"] = new JsonArray([.. Enumerable.Range(0, entries).Select(each => (JsonNode?)(each % 3 == 0 ? $"*_not{each}" : $"not_{each}"))]),
        };
        JsonObject Scope()
        {
            var scope = Lists();
            scope["byProvider"] = new JsonObject { ["openai"] = Lists() };
            return scope;
        }

        var tools = Scope();
        tools["profile"] = Lists();
        tools["byProvider"]!["openai"]!["profile"] = "full";
        tools["sandbox"] = new JsonObject { ["tools"] = Lists() };
        tools["subagents"] = new JsonObject { ["tools"] = Lists() };
        var document = new JsonObject
        {
            ["tools"] = tools,
            ["agents"] = new JsonObject
            {
                ["defaults"] = new JsonObject { ["sandbox"] = new JsonObject { ["mode"] = "all" } },
                ["list"] = new JsonArray(new JsonObject { ["id"] = "main", ["tools"] = Scope() }),
            },
            ["channels"] = new JsonObject { ["telegram"] = new JsonObject { ["groups"] = new JsonObject { ["-100"] = new JsonObject { ["tools"] = Lists() } } } },
        };
        return ConfigDocument.Restore(document.ToJsonString(), "", 1);
    }
}
