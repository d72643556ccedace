using System.Text.Json;
using Moltbot.GrainInterfaces.Approvals;
using Moltbot.GrainInterfaces.Policy;
using Moltbot.Grains.Approvals;
using Moltbot.Policy.Exec.Plans;
using Moltbot.Policy.Nodes;
using Moltbot.Protocol.Runners;

namespace Moltbot.Grains.Agents.Tools;

/// <summary>
/// Has the runner say what the words of a command mean where it would run. The command is read here, by the one parser; the runner hears words.
/// To ask has no effect, so it may be asked again.
/// </summary>
internal sealed class RunnerFacts(RunnerCalls calls, TimeProvider time)
{
    /// <summary>How long a runner that is gone is waited for. Arbitrary: longer than one takes to start and connect again.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Between two looks for one.</summary>
    internal static readonly TimeSpan Pause = TimeSpan.FromSeconds(1.5);

    private const int TimeoutMs = 60_000;

    /// <summary>Completes a call with the facts that its command needs.</summary>
    /// <param name="context">For whom.</param>
    /// <param name="call">What the model wrote.</param>
    /// <param name="place">Where it would run.</param>
    /// <param name="wanted">The run without its facts.</param>
    /// <param name="patience">How long to wait for a runner.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <returns>The run, or why nothing could be found out.</returns>
    public async Task<(ExecCall? Run, string? Problem)> Find(
        ToolContext context, ToolCall call, ToolPlace place, ExecCall wanted, TimeSpan patience, CancellationToken cancellationToken)
    {
        long since = time.GetTimestamp();
        ExecPlan plan = ExecPlans.Of(wanted);
        if (plan.Words.Count > ToolLookup.MaxWords || plan.Scripts.Count > ToolLookup.MaxWords)
        {
            return (null, "the command names too many programs");
        }

        var lookup = new ToolLookup { Programs = plan.Words, Scripts = plan.Scripts };
        while (true)
        {
            (ToolFacts? facts, string? problem, bool isGone) = await Ask(context, call, place, lookup, cancellationToken);
            if (facts is null)
            {
                if (!isGone || time.GetElapsedTime(since) >= patience)
                {
                    return (null, problem);
                }

                await Task.Delay(Pause, time, cancellationToken);
                continue;
            }

            ExecCall found = With(wanted, facts);

            // Which words are scripts depends on what the programs are: a link of another name may lead to an interpreter.
            IReadOnlyList<string> scripts = ExecPlans.Of(found).Scripts;
            if (scripts.All(script => lookup.Scripts.Contains(script, StringComparer.Ordinal)) || scripts.Count > ToolLookup.MaxWords)
            {
                return (found, null);
            }

            lookup = lookup with { Scripts = [.. lookup.Scripts.Union(scripts, StringComparer.Ordinal)] };
            if (lookup.Scripts.Count > ToolLookup.MaxWords)
            {
                return (null, "the command names too many scripts");
            }
        }
    }

    private async Task<(ToolFacts? Facts, string? Problem, bool IsGone)> Ask(
        ToolContext context, ToolCall call, ToolPlace place, ToolLookup lookup, CancellationToken cancellationToken)
    {
        if (await calls.Lease(context, place) is not { } runner)
        {
            return (null, "no runner is connected", true);
        }

        RunnerAnswer answer = await calls.Make(
            context, runner, NodeCommands.ToolsResolve,
            new ToolRunParams
            {
                CallId = Guid.NewGuid().ToString(),
                Tool = call.Name,
                Arguments = JsonElement.Parse(call.ArgumentsJson),
                Context = context.For(place),
                TimeoutMs = TimeoutMs,
                MaxOutputChars = RunnerTools.MaxKept,
                Lookup = lookup,
            },
            cancellationToken);
        return answer.Result is { } result
            ? (result is { IsError: false, Facts: { Cwd: not null, Programs: not null, Scripts: not null } found } ? found : null, $"what the command means could not be found out: {result.Text}", false)
            : (null, $"what the command means could not be found out: {answer.Why}", answer.Kind == RunnerAnswerKind.Unknown);
    }

    /// <summary>Of what a runner says counts what was asked for.</summary>
    private static ExecCall With(ExecCall wanted, ToolFacts facts) => wanted with
    {
        Cwd = facts.Cwd,
        Programs = [.. facts.Programs.Select(static fact => new ProgramFact(fact.Word, fact.Path, fact.RealPath, fact.ContentHash, fact.Interpreter))],
        Scripts = [.. facts.Scripts.Select(static fact => new ScriptFact(fact.RealPath, fact.ContentHash, fact.Word))],
    };
}
