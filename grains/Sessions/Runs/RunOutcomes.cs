using System.Text.Json;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Storage.Turns;

namespace Moltbot.Grains.Sessions.Runs;

/// <summary>What is kept of a run when it has ended.</summary>
internal static class RunOutcomes
{
    public static byte[] Encode(RunStatus status) => JsonSerializer.SerializeToUtf8Bytes(status, SessionJson.Default.RunStatus);

    /// <summary>The run that a stored turn tells of.</summary>
    public static RunStatus Of(TurnRow row)
    {
        if (row.Outcome is { Length: > 0 } outcome
            && JsonSerializer.Deserialize(outcome.Span, SessionJson.Default.RunStatus) is { } status)
        {
            return status;
        }

        return new RunStatus
        {
            RunId = row.RunId,
            SessionKey = row.SessionKey,
            State = row.Status switch
            {
                TurnStatus.Queued => RunState.Queued,
                TurnStatus.Running => RunState.Running,
                TurnStatus.Ok => RunState.Ok,
                TurnStatus.Aborted => RunState.Aborted,
                TurnStatus.Interrupted => RunState.Interrupted,
                _ => RunState.Error,
            },
            StartedAt = row.StartedAt?.ToUnixTimeMilliseconds(),
            EndedAt = row.EndedAt?.ToUnixTimeMilliseconds(),
        };
    }

    /// <summary>How the turn table names an outcome.</summary>
    public static TurnStatus StatusOf(RunState state) => state switch
    {
        RunState.Ok or RunState.Merged => TurnStatus.Ok,
        RunState.Aborted => TurnStatus.Aborted,
        RunState.Interrupted => TurnStatus.Interrupted,
        RunState.Error or RunState.TimedOut => TurnStatus.Error,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "The run has not ended."),
    };
}
