using System.Security.Cryptography;
using System.Text;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Heartbeats;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Sessions.Runs;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Heartbeats;
using Moltbot.Policy.Replies;

namespace Moltbot.Grains.Sessions;

/// <content>Turns that heartbeats begin: nobody speaks in them, and that all is well is neither told nor kept in mind.</content>
internal sealed partial class SessionGrain
{
    /// <summary>Alerts that are remembered. Arbitrary: more than one session has to tell in a day.</summary>
    private const int MaxAlerts = 20;

    private static bool IsHeartbeat(TurnRequest request) => request.Origin == TurnOrigin.Heartbeat;

    /// <summary>What becomes of the answer; null for other turns, and where there is no answer. Judged before it is written, so that it is judged once.</summary>
    private HeartbeatAnswer? JudgeHeartbeat(ActiveRun run, TurnResult result, Reply reply, ConfigDocument document)
    {
        if (!IsHeartbeat(run.Request) || result.State != RunState.Ok)
        {
            return null;
        }

        HeartbeatPlan? plan = HeartbeatRunIds.AgentOf(run.RunId) is { } agent ? HeartbeatPlan.Of(document, agent) : null;
        return HeartbeatAnswer.Of(
            reply.Text,
            plan?.AckMaxChars ?? HeartbeatReply.DefaultMaxAckChars,
            run.Request.ReplyTo is { } target ? HeartbeatVisibility.Of(document.Section("channels"), target.Channel, target.Account) : null,
            alert => _ledger.State.Alerts.Exists(told => IsRecent(told) && told.Hash == HashOf(alert)));
    }

    /// <summary>That all is well, or as it was, stays out of later prompts, unless the turn told the model something besides or called tools.</summary>
    private static TurnResult WithoutQuiet(ActiveRun run, TurnResult result, HeartbeatAnswer? beat) =>
        beat is { Alert: null } or { Reason: HeartbeatAnswer.Duplicate } && run is { IsBegun: false, SystemLines: 0, Overheard.Count: 0 }
            ? result with { Entries = [.. result.Entries.Select(static entry => entry with { InPrompt = false })] }
            : result;

    /// <summary>An alert is remembered. What nobody is told is no use of the session: it goes stale by what was said.</summary>
    private void NoteHeartbeat(ActiveRun run, HeartbeatAnswer? beat, SessionState state)
    {
        if (beat is { Status: HeartbeatAnswer.Sent, Alert: { } alert })
        {
            state.Alerts = [.. state.Alerts.Where(IsRecent).Append(new ToldAlert(Now, HashOf(alert))).TakeLast(MaxAlerts)];
        }
        else if (IsHeartbeat(run.Request) && run.Before is { } before && before.SessionId == state.Entry?.SessionId)
        {
            state.Entry = state.Entry! with { UpdatedAt = before.UpdatedAt, LastMessagePreview = before.LastMessagePreview, DerivedTitle = before.DerivedTitle };
        }
    }

    /// <summary>What is shown and told of the answer.</summary>
    private ReplyShape ShapeOf(HeartbeatOutcome beat, Reply reply, ReplyTarget? target, ConfigDocument document, string thinking)
    {
        if (beat.Status is HeartbeatAnswer.OkToken or HeartbeatAnswer.OkEmpty)
        {
            return beat.IsTold ? ReplyShape.AllIsWell(reply, document, AgentId, thinking) : default;
        }

        ReplyShape shape = ReplyShape.Of(reply, target, document, AgentId, thinking);
        return beat.IsTold ? shape : shape with { Delivered = null };
    }

    private bool IsRecent(ToldAlert told) => Now - told.At < HeartbeatAnswer.Quiet.TotalMilliseconds;

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
