using Moltbot.GrainInterfaces.Approvals;
using Moltbot.Policy.Exec.Commands;
using Moltbot.Policy.Exec.Environment;
using Moltbot.Policy.Exec.Plans;
using Moltbot.Policy.Exec.Programs;

namespace Moltbot.Grains.Approvals;

/// <summary>Reads what a runner says of a run: by the same parser when it is decided, asked about and redeemed (E6).</summary>
internal static class ExecPlans
{
    public static ExecPlan Of(ExecCall call) => new()
    {
        Analysis = Read(call),
        Programs = call.Programs.DistinctBy(static fact => fact.Word, StringComparer.Ordinal).ToDictionary(
            static fact => fact.Word,
            static fact => new ResolvedProgram(fact.Path, fact.RealPath, fact.ContentHash, fact.Interpreter),
            StringComparer.Ordinal),
        Files = [.. call.Scripts.Select(static fact => new BoundFile(fact.RealPath, fact.ContentHash, fact.Word))],
        Cwd = call.Cwd,
        Environment = ExecEnvironment.Of(call.Environment),
        Host = call.Host,
        NodeId = call.NodeId,
        AgentId = call.AgentId,
        SessionKey = call.SessionKey,
        SessionId = call.SessionId,
        AskedBy = call.AskedBy,
        IsSandboxed = call.IsSandboxed,
        Home = call.Home,
    };

    /// <summary>What a plan starts, in order; nothing of one with a problem, which only a sandbox runs, as the command is written.</summary>
    public static IReadOnlyList<ExecStep> Steps(ExecPlan plan) => plan.Problem() is not null ? [] :
    [
        .. plan.Started.SelectMany(pipeline => pipeline.Segments.Select((segment, place) =>
        {
            ResolvedProgram program = plan.Find(segment.Program)!;
            return new ExecStep(place > 0 ? ExecStepLink.Piped : Link(pipeline.Link), program.RealPath, program.ContentHash!, segment.Argv);
        })),
    ];

    private static ExecStepLink Link(ChainLink link) => link switch
    {
        ChainLink.OnSuccess => ExecStepLink.OnSuccess,
        ChainLink.OnFailure => ExecStepLink.OnFailure,
        _ => ExecStepLink.Always,
    };

    private static ExecAnalysis Read(ExecCall call)
    {
        if (call.Command is not { } command)
        {
            return CommandLine.Of(call.Argv ?? []);
        }

        ExecAnalysis read = CommandLine.Read(command);
        bool isSame = call.Argv is null || (read is { Ok: true, Pipelines: [{ Segments: [var only] }] } && only.Argv.SequenceEqual(call.Argv, StringComparer.Ordinal));
        return isSame ? read : new ExecAnalysis([], "the command line and the argument vector differ");
    }
}
