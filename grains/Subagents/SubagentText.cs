using System.Globalization;
using System.Text;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Policy.Hooks;

namespace Moltbot.Grains.Subagents;

/// <summary>What models are told: a sub-agent of what it is, a session of what came of one.</summary>
internal static class SubagentText
{
    /// <summary>With this alone a sub-agent says that there is nothing to report.</summary>
    internal const string Skip = "ANNOUNCE_SKIP";

    /// <summary>What a sub-agent is told beside its task.</summary>
    public const string Prompt = $"""
        ## Sub-agent
        You are a sub-agent: another session gave you the task of the first message. Do that task and nothing else.
        Nobody reads along and nobody answers questions. Your last message is handed to that session as your result: say what you found or did, and what failed.
        When there is nothing to report, answer exactly {Skip}.
        """;

    /// <summary>Whether a sub-agent said that there is nothing to report.</summary>
    public static bool IsSkipped(RunStatus? run) => run is { State: RunState.Ok, Texts: [var only] } && only.Trim() == Skip;

    /// <summary>What came of a sub-agent. Its own words stand between marks: it may have read what strangers wrote.</summary>
    /// <param name="subagent">Which.</param>
    /// <param name="run">Its run; null where that is not known, or never began.</param>
    /// <param name="refusal">Why it never began; null where it did.</param>
    public static string Report(Subagent subagent, RunStatus? run, string? refusal)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"System: the sub-agent \"{ExternalContent.Line(subagent.Name)}\" {Outcome(run, refusal)}");
        if (run is { Texts.Count: > 0 })
        {
            text.Append(" Its answer:\n").Append(ExternalContent.Wrap(Agents.Tools.ToolResult.Shorten(string.Join("\n\n", run.Texts)), ExternalSource.Subagent));
        }
        else if (run is { State: RunState.Ok })
        {
            text.Append(" It answered nothing.");
        }

        text.Append(CultureInfo.InvariantCulture, $"\n\nSession: {subagent.SessionKey}");
        if (run is { StartedAt: { } began, EndedAt: { } ended })
        {
            text.Append(CultureInfo.InvariantCulture, $" | Run time: {Math.Max(ended - began, 0) / 1000.0:0.0} s");
        }

        if (run?.Usage is { } used)
        {
            text.Append(CultureInfo.InvariantCulture, $" | Tokens: {used.Input + used.CacheRead + used.CacheWrite} in, {used.Output} out");
        }

        return text.Append("\nTell the person what matters of it, in your own words; when nothing does, answer exactly NO_REPLY.").ToString();
    }

    private static string Outcome(RunStatus? run, string? refusal) => run?.State switch
    {
        _ when refusal is not null => $"did not begin: {ExternalContent.Line(refusal)}.",
        null => "ended, and what came of it is not known: its session was deleted.",
        RunState.Ok => "has ended.",
        RunState.TimedOut => "ran out of time and was stopped.",
        RunState.Aborted => "was stopped by somebody.",
        RunState.Interrupted => "was cut off by restarts several times and was given up; what it did until then is not known.",
        _ => $"failed: {ExternalContent.Line(run.Error ?? "nobody knows why")}.",
    };
}
