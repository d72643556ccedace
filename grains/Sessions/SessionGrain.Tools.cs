using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Approvals;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Policy;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Agents;
using Moltbot.Grains.Agents.Tools;
using Moltbot.Grains.Sessions.Commands;
using Moltbot.Grains.Sessions.Runs;
using Moltbot.Grains.Sessions.Transcript;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Sessions;

namespace Moltbot.Grains.Sessions;

/// <content>
/// Tool calls of a run. They are in the transcript before they are made, with what the person said, so that a run that is taken up after a
/// crash finds what it did: a call without a result may have had its effect, is told to the model as unknown, and never made again by itself.
/// </content>
internal sealed partial class SessionGrain
{
    private const string CutOffCall = "the process that waited for it ended";

    private readonly OfferedTools _offered = new();

    /// <summary>For whom a run uses tools: all of it from the turn and the session.</summary>
    private ToolContext ToolContextOf(TurnRequest request, ModelTargets models)
    {
        // Programs may ask for a session in which nothing was said yet.
        SessionEntry entry = _ledger.Entry ?? new SessionEntry { Key = request.SessionKey, SessionId = request.RunId, UpdatedAt = Now };
        ReplyTarget? route = RouteOf(request) ?? (request.Origin == TurnOrigin.Report ? request.ReplyTo : null) ?? entry.LastRoute;
        return new ToolContext
        {
            Tenant = Tenant,
            AgentId = AgentId,
            SessionKey = request.SessionKey,
            SessionId = entry.SessionId,
            RunId = request.RunId,
            Principal = request.Principal,
            Bounds = request.Bounds?.Turns ?? [],
            ReplyTo = request.ReplyTo,
            Sender = request.Sender,
            IsReport = request.Origin == TurnOrigin.Report,
            Use = new ToolUse
            {
                SessionKey = request.SessionKey,
                SpawnedBy = entry.SpawnedBy ?? request.SpawnedBy,
                Provider = models.Missing is null ? models.First.Provider.Id : null,
                Model = models.Missing is null ? models.First.Model : null,
                Channel = route?.Channel ?? entry.Channel,
                Account = route?.Account,
                GroupId = route is { ChatKind: not ChatKind.Direct } ? route.ChatId : null,
                GroupSpace = route?.SpaceId,
                SenderId = request.Sender?.Id,
                SenderUsername = request.Sender?.Username,
                SenderName = request.Sender?.Name,
            },
            Exec = ExecPreferences.Of(entry.Settings),
        };
    }

    /// <summary>The same for a run: what was said to it by the way counts, and all who are heard in it.</summary>
    private ToolContext ToolContextOf(ActiveRun run, ModelTargets models, ConfigDocument document)
    {
        bool seesAgent = run.Batch.HoldsForAll(request => request.Origin is TurnOrigin.Chat or TurnOrigin.Agent || OwnerCommands.IsOwners(request, document));
        return Narrowed(ToolContextOf(run.Request, models), run.Directives?.Exec, document) with
        {
            IsStopped = () => run.StopReason is not (null or "interrupt"),
            Profile = _ledger.State.Profile,
            Count = (tool, answer) => CountBeside(run, tool, answer.Provider, answer.Model, answer.Usage, answer.Cost),
            Keeper = KeeperOf(run, document),
            SeesAgent = seesAgent,
            ReadsMemory = !SessionKeys.IsSubagent(_ledger.Entry!.Key) && IsAmongOwners(run.Batch, _ledger.Entry.Key, document),
            WritesToChats = run.Request.ReplyTo is not null || (seesAgent && document.Channels.Ids.Count > 0),
        };
    }

    private bool IsBegun(string runId) => _ledger.State.Begun?.RunIds.Contains(runId, StringComparer.Ordinal) == true;

    /// <summary>
    /// Takes a run up that called tools before it was cut off; what it waited for then is unknown. False when the conversation was reset
    /// since: then nobody can tell the model what it did, and it does not begin anew.
    /// </summary>
    private async Task<bool> TakeUpTools(ActiveRun run, CancellationToken stopping)
    {
        run.IsBegun = true;
        if (_ledger.State.Begun!.SessionId != _ledger.Entry!.SessionId)
        {
            return false;
        }

        if (_ledger.State.Begun.Asked is { } asked)
        {
            run.OpenCalls = [CallOf(asked)];
        }

        Conversation conversation = await _ledger.Conversation(stopping);
        if (Unanswered([.. conversation.OpenCalls().Where(call => run.OpenCalls.All(waiting => waiting.Id != call.Id))], run.RunId, CutOffCall) is { Length: > 0 } unknown)
        {
            await _ledger.Append(run.Request.SessionKey, unknown, null);
        }

        return true;
    }

    /// <summary>What is said of calls that nobody waits for any more.</summary>
    private TranscriptEntry[] Unanswered(IReadOnlyList<ToolCall> calls, string? runId, string why) =>
        [.. calls.Select(call => TranscriptEntries.Result(call, ToolResult.Unknown(why), Now, runId))];

    /// <summary>Goes on with a call about which a person was asked before the process ended.</summary>
    private async Task TakeUpAsked(ToolContext context, RunListener listener, RunRecord record, CancellationToken stop)
    {
        if (_ledger.State.Begun?.Asked is { } asked)
        {
            await _services.Agent.TakeUp(context, CallOf(asked), asked.ApprovalId, listener, record, stop);
        }
    }

    /// <summary>Nobody is asked any more for a run that has ended. True when what was asked about certainly did not run.</summary>
    private async Task<bool> WithdrawAsked()
    {
        if (_ledger.State.Begun?.Asked is not { } asked)
        {
            return false;
        }

        IApprovalGrain approval = Peer<IApprovalGrain>(GrainKey.ForBucket(Tenant, asked.ApprovalId));
        return await approval.Withdraw() || await approval.Show() is not { IsSpent: true };
    }

    private async Task<TurnResult> GivenUp(ActiveRun run)
    {
        await WithdrawAsked();
        return Interrupted(run);
    }

    private static ToolCall CallOf(AskedCall asked) =>
        new(asked.CallId, asked.Name, asked.ArgumentsJson) { Provider = asked.Provider, Model = asked.Model };

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
                        state.Begun = new BegunTurn { RunIds = run.AllRunIds, SessionId = state.Entry!.SessionId, Skill = run.Skill };
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

        public Task Asking(ToolCall call, string approvalId) => session._ledger.Write(
            run.Request.SessionKey,
            state => state.Begun = state.Begun! with
            {
                Asked = new AskedCall
                {
                    ApprovalId = approvalId, CallId = call.Id, Name = call.Name, ArgumentsJson = call.ArgumentsJson, Provider = call.Provider, Model = call.Model,
                },
            });

        public async Task Ended(ToolCall call, ToolResult result)
        {
            await session._ledger.Append(
                run.Request.SessionKey,
                [TranscriptEntries.Result(call, result, session.Now, run.RunId)],
                static (state, _) => state.Begun = state.Begun is { Asked: not null } begun ? begun with { Asked = null } : state.Begun);
            run.OpenCalls.Remove(call);
        }
    }
}
