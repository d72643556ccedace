using Moltbot.GrainInterfaces.Approvals;
using Moltbot.GrainInterfaces.Cron;
using Moltbot.GrainInterfaces.Policy;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Policy.Models;

namespace Moltbot.Grains.Cron;

/// <summary>
/// What a run of a job that a turn made may not go beyond: what that turn might when it wrote the job, and what its session may now. Neither
/// a setting that was taken back since nor one that came since gives the job more.
/// </summary>
internal static class CronBounds
{
    /// <summary>Where commands of sessions without a sandbox run; any other word on a session takes that away.</summary>
    private const string Gateway = "gateway";

    /// <param name="maker">The turn.</param>
    /// <param name="entry">Its session, and what is set on it now.</param>
    /// <param name="primary">The agent's own model.</param>
    /// <param name="chosen">The model to ask; null for the agent's.</param>
    /// <param name="isIsolated">Whether the run has a session of its own, on which nothing is set.</param>
    public static TurnBounds Of(CronMaker maker, SessionEntry entry, ModelReference primary, ModelReference? chosen, bool isIsolated)
    {
        SessionSettings session = entry.Settings;
        ModelReference current = session.ModelOverride is { } model ? new ModelReference(session.ProviderOverride ?? primary.Provider, model) : primary;
        return new TurnBounds
        {
            Incarnation = isIsolated ? null : maker.Incarnation,
            Turns =
            [
                Turn(maker.Use, maker.Exec),
                Turn(maker.Use with { Provider = current.Provider, Model = current.Model }, ExecPreferences.Of(session)),
            ],
            Provider = chosen?.Provider,
            Model = chosen?.Model,
            Chat = maker.Chat,
        };

        // A host that this session was given is not another's; one that was taken from it is its jobs' neither.
        TurnBound Turn(ToolUse use, ExecPreferences exec) => new()
        {
            Use = use, SessionId = entry.SessionId, Exec = isIsolated && exec.SessionHost == Gateway ? exec with { SessionHost = null } : exec,
        };
    }
}
