using Moltbot.GrainInterfaces.Approvals;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Policy;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Agents;
using Moltbot.Grains.Agents.Tools;
using Moltbot.Grains.Sessions.Runs;
using Moltbot.Grains.Sessions.Transcript;

namespace Moltbot.Grains.Sessions;

/// <content>
/// Tool calls of a run. They are in the transcript before they are made, with what the person said, so that a run that is taken up after a
/// crash finds what it did: a call without a result may have had its effect, is told to the model as unknown, and never made again by itself.
/// </content>
internal sealed partial class SessionGrain
{
    private const string CutOffCall = "the process that waited for it ended";

    /// <summary>For whom a run uses tools: all of it from the turn and the session.</summary>
    private ToolContext ToolContextOf(TurnRequest request, ModelTargets models)
    {
        SessionEntry entry = _ledger.Entry!;
        ReplyTarget? route = RouteOf(request) ?? entry.LastRoute;
        return new ToolContext
        {
            Tenant = Tenant,
            AgentId = AgentId,
            SessionKey = request.SessionKey,
            SessionId = entry.SessionId,
            RunId = request.RunId,
            Principal = request.Principal,
            Use = new ToolUse
            {
                SessionKey = request.SessionKey,
                SpawnedBy = entry.SpawnedBy ?? request.SpawnedBy,
                Provider = models.First.Provider.Id,
                Model = models.First.Model,
                Channel = route?.Channel ?? entry.Channel,
                Account = route?.Account,
                GroupId = route is { ChatKind: not ChatKind.Direct } ? route.ChatId : null,
                GroupSpace = route?.SpaceId,
                SenderId = request.Sender?.Id,
                SenderUsername = request.Sender?.Username,
                SenderName = request.Sender?.Name,
            },
            Exec = new ExecPreferences
            {
                SessionHost = entry.Settings.ExecHost,
                SessionSecurity = entry.Settings.ExecSecurity,
                SessionAsk = entry.Settings.ExecAsk,
            },
        };
    }

    private bool IsBegun(string runId) => _ledger.State.Begun?.RunIds.Contains(runId, StringComparer.Ordinal) == true;

    /// <summary>
    /// Takes a run up that called tools before it was cut off; what it waited for then is unknown. False when the conversation was reset
    /// since: then nobody can tell the model what it did, and it does not begin anew.
    /// </summary>
    private async Task<bool> TakeUpTools(ActiveRun run)
    {
        run.IsBegun = true;
        if (_ledger.State.Begun!.SessionId != _ledger.Entry!.SessionId)
        {
            return false;
        }

        Conversation conversation = await _ledger.Conversation(run.Stop);
        if (Unanswered(conversation.OpenCalls(), run.RunId, CutOffCall) is { Length: > 0 } unknown)
        {
            await _ledger.Append(run.Request.SessionKey, unknown, null);
        }

        return true;
    }

    /// <summary>What is said of calls that nobody waits for any more.</summary>
    private TranscriptEntry[] Unanswered(IReadOnlyList<ToolCall> calls, string? runId, string why) =>
        [.. calls.Select(call => TranscriptEntries.Result(call, ToolResult.Unknown(why), Now, runId))];

    /// <summary>Writes what a run does with tools.</summary>
    private sealed class RunRecord(SessionGrain session, ActiveRun run) : IToolRecord
    {
        public async Task Began(IReadOnlyList<ToolCall> calls)
        {
            TranscriptEntry called = TranscriptEntries.Calls(calls, session.Now, run.RunId);
            bool isFirst = !run.IsBegun;
            await session._ledger.Append(
                run.Request.SessionKey,
                isFirst ? [.. run.UserEntries, called] : [called],
                (state, _) =>
                {
                    if (isFirst)
                    {
                        state.Begun = new BegunTurn { RunIds = run.AllRunIds, SessionId = state.Entry!.SessionId };
                        TakeTold(state, run);
                    }
                });
            run.IsBegun = true;

            // They are in the transcript: neither the history nor the end of the run has to add them.
            run.UserEntries = [];
            run.SystemLines = 0;
            run.Overheard = [];
            run.OpenCalls = [.. calls];
        }

        public async Task Ended(ToolCall call, ToolResult result)
        {
            await session._ledger.Append(run.Request.SessionKey, [TranscriptEntries.Result(call, result, session.Now, run.RunId)], null);
            run.OpenCalls.Remove(call);
        }
    }
}
