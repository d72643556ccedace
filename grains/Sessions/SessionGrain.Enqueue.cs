using System.Text.Json;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Cron;
using Moltbot.GrainInterfaces.Heartbeats;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.GrainInterfaces.Subagents;
using Moltbot.GrainInterfaces.Tasks;
using Moltbot.Grains.Sessions.Commands;
using Moltbot.Grains.Sessions.Runs;
using Moltbot.Policy.Attachments;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Sessions;
using Moltbot.Storage.Turns;

namespace Moltbot.Grains.Sessions;

internal sealed partial class SessionGrain
{
    /// <summary>Turns that may wait whatever the queue mode: a session is one person's, not a place to store work.</summary>
    private const int MaxWaiting = 500;

    /// <summary>Of those, messages of other sessions. Arbitrary: more than a session has to ask another one before it hears an answer.</summary>
    internal const int MaxSent = 20;

    /// <summary>Runs that are being stored: who finds them in the store meanwhile leaves them to <see cref="Accept"/>.</summary>
    private readonly HashSet<string> _arriving = new(StringComparer.Ordinal);

    public async Task<TurnReceipt> Enqueue(TurnRequest request)
    {
        Check(request);
        request = Vouched(request);
        if (_deleting)
        {
            return Refused(request, "session is being deleted", retryAfterMs: 1000);
        }

        if (IsStop(request))
        {
            return await Stop(request);
        }

        if (Known(request) is { } known)
        {
            return known;
        }

        if (!IsForThisSession(request))
        {
            return Refused(request, AnotherSession);
        }

        ConfigDocument document = await Document();
        if (!await MaySend(request, document, IsChatCommand(request, document)))
        {
            return Refused(request, ChatSends.Refusal);
        }

        if (ReplyReach.RefusalOf(document, request, await RouteFor(request, document)) is { } tooFar)
        {
            return Refused(request, tooFar);
        }

        if (Overflow(request, document) is { } full)
        {
            return full;
        }

        if (!_row.RecordExists && Key.Rest.Contains('~', StringComparison.Ordinal))
        {
            // Without a row nobody would find the turn again by this key.
            await _ledger.Own(request.SessionKey);
        }

        return await Accept(WithinRoom(request), document);
    }

    /// <summary>The same, without its pictures where too many bytes of others wait: what waits is held in memory.</summary>
    private TurnRequest WithinRoom(TurnRequest request)
    {
        if (request.Attachments.Count == 0)
        {
            return request;
        }

        long waiting = _queue.Turns.Concat(_summarized).Concat(_run?.Batch.Turns ?? []).Sum(static turn => turn.Request.Attachments.Sum(static picture => (long)picture.Content.Length));
        return waiting + request.Attachments.Sum(static picture => (long)picture.Content.Length) <= ChatPictures.MaxBytesWaiting
            ? request
            : request with { Attachments = [], Message = $"{request.Message}\n{ChatPictures.NoRoom}".TrimStart() };
    }

    /// <inheritdoc/>
    public Task Resume(string sessionKey)
    {
        CheckKey(sessionKey);
        return _draining ? Task.CompletedTask : FindOpenTurns(CancellationToken.None);
    }

    /// <summary>
    /// Whether a chat's own sender gives a command that no model answers: whoever switched the replies of a chat off gets an answer when
    /// switching them on again.
    /// </summary>
    private static bool IsChatCommand(TurnRequest request, ConfigDocument document) =>
        request.Origin == TurnOrigin.Channel && SessionCommand.Parse(request, document) is { } command
            && (!command.IsReset || command.Argument.Length == 0);

    /// <summary>Whether the session may be written to, and the chat that its reply would go to if that is not its own.</summary>
    /// <param name="request">What is written, with where its reply goes.</param>
    /// <param name="document">The tenant's configuration.</param>
    /// <param name="isChatCommand">Then what was switched off in the session keeps nothing back; what the configuration denies stays denied.</param>
    private async ValueTask<bool> MaySend(TurnRequest request, ConfigDocument document, bool isChatCommand = false) =>
        SessionRules.MaySend(document, request, _ledger.Entry, isChatCommand)
        && (request.Origin == TurnOrigin.Channel || request.ReplyTo is not { } chat
            || await ChatSends.Allow(document, chat, null, key => key == request.SessionKey
                ? Task.FromResult(_ledger.Entry)
                : Peer<ISessionGrain>(GrainKey.ForSession(Tenant, key)).Entry()));

    /// <summary>Where a reply may go without being allowed to: to the session's own chat, of a hook's else to the main session's.</summary>
    private async ValueTask<ReplyTarget?> RouteFor(TurnRequest request, ConfigDocument document)
    {
        ReplyTarget? own = _ledger.Entry?.LastRoute;
        if (own is not null || request is not { Origin: TurnOrigin.Hook, ReplyTo: not null })
        {
            return own;
        }

        string main = document.Session.IsGlobal ? SessionKeys.Global : SessionKeys.Main(AgentId, document.Session.MainKey);
        return main == request.SessionKey ? null : (await Peer<ISessionGrain>(GrainKey.ForSession(Tenant, main)).Entry())?.LastRoute;
    }

    private async Task<TurnReceipt> Accept(TurnRequest request, ConfigDocument document)
    {
        long now = Now;
        bool waited = IsBusy && !IsJoining(document);

        // A turn that nothing is before is stored as this activation's at once: claiming it would be a commit of its own.
        bool isNext = !waited && _queue.IsEmpty && _arriving.Count == 0 && !MayJoin(request, document);
        long? claimedBy = isNext && _ledger.IsOwned ? _ledger.State.Epoch : null;
        bool isFirst = _arriving.Add(request.RunId);
        try
        {
            TurnEnqueueResult stored = await _services.Turns.EnqueueAsync(NewTurnOf(request, now) with { ClaimedBy = claimedBy });
            if (stored.IsExisting)
            {
                return IsOf(stored.Turn, request)
                    ? ReceiptOf(stored.Turn)
                    : Refused(request, "idempotencyKey already used for another request");
            }

            await Arrive(new QueuedTurn(request, stored.Turn.Order, now, waited && IsBusy) { StoredUnder = claimedBy }, document);
        }
        finally
        {
            if (isFirst)
            {
                _arriving.Remove(request.RunId);
            }
        }

        return new TurnReceipt { RunId = request.RunId, Disposition = TurnDisposition.Accepted, AcceptedAt = now };
    }

    private NewTurn NewTurnOf(TurnRequest request, long now) => new(
        Tenant,
        request.SessionKey,
        request.RunId,
        JsonSerializer.SerializeToUtf8Bytes(request, SessionJson.Default.TurnRequest),
        DateTimeOffset.FromUnixTimeMilliseconds(now));

    /// <summary>The receipt of a run that this activation knows without asking the store; null also when another kind of request began it.</summary>
    private TurnReceipt? Known(TurnRequest request)
    {
        string runId = request.RunId;
        if (_lastOutcome is { } last && last.RunId == runId && _lastOrigin == request.Origin)
        {
            return new TurnReceipt { RunId = runId, Disposition = TurnDisposition.Completed, Run = last, AcceptedAt = last.StartedAt ?? Now };
        }

        if (_run is { } run && run.Batch.All.Any(turn => IsSame(turn.Request, request)))
        {
            return InFlight(runId, RunState.Running, run.StartedAt);
        }

        return (_queue.Find(runId) ?? _summarized.Find(turn => turn.Request.RunId == runId)) is { } queued && IsSame(queued.Request, request)
            ? InFlight(runId, RunState.Queued, queued.ArrivedAt)
            : null;
    }

    private static bool IsSame(TurnRequest known, TurnRequest request) => known.RunId == request.RunId && known.Origin == request.Origin;

    /// <summary>
    /// Whether a stored turn is this request's. A client's key names one request: used for another it would swallow that one and
    /// answer it with a foreign session's reply. What a channel tells again is the same message, wherever it is routed by now.
    /// </summary>
    private static bool IsOf(TurnRow row, TurnRequest request) =>
        request.Origin == TurnOrigin.Channel
        || (row.SessionKey == request.SessionKey
            && JsonSerializer.Deserialize(row.Payload.Span, SessionJson.Default.TurnRequest)?.Origin == request.Origin);

    private TurnReceipt InFlight(string runId, RunState state, long since) => new()
    {
        RunId = runId,
        Disposition = TurnDisposition.InFlight,
        AcceptedAt = since,
        Run = new RunStatus { RunId = runId, SessionKey = _sessionKey!, State = state, StartedAt = state == RunState.Running ? since : null },
    };

    private static TurnReceipt ReceiptOf(TurnRow row) => new()
    {
        RunId = row.RunId,
        Disposition = row.IsOpen ? TurnDisposition.InFlight : TurnDisposition.Completed,
        Run = RunOutcomes.Of(row),
        AcceptedAt = row.CreatedAt.ToUnixTimeMilliseconds(),
    };

    private TurnReceipt Refused(TurnRequest request, string why, long retryAfterMs = 0) => new()
    {
        RunId = request.RunId,
        Disposition = TurnDisposition.Refused,
        Refusal = why,
        RetryAfterMs = retryAfterMs,
        AcceptedAt = Now,
    };

    private void Check(TurnRequest request)
    {
        if (request.RunId.Length is 0 or > 256)
        {
            throw new ArgumentException($"A run id has 1 to 256 characters, not {request.RunId.Length}.", nameof(request));
        }

        if (request.Origin != TurnOrigin.Channel && ChannelRunIds.Reserves(request.RunId))
        {
            throw new ArgumentException($"A run id that begins with '{ChannelRunIds.Prefix}' is a channel's, not one of {request.Origin}.", nameof(request));
        }

        if (request.Origin != TurnOrigin.Node && NodeRunIds.Reserves(request.RunId))
        {
            throw new ArgumentException($"A run id that begins with '{NodeRunIds.Prefix}' is a node's, not one of {request.Origin}.", nameof(request));
        }

        if (request.Origin != TurnOrigin.Cron && CronRunIds.Reserves(request.RunId))
        {
            throw new ArgumentException($"A run id that begins with '{CronRunIds.Prefix}' is a cron job's, not one of {request.Origin}.", nameof(request));
        }

        if ((request.Origin == TurnOrigin.QueuedTask) != TaskRunIds.Reserves(request.RunId))
        {
            throw new ArgumentException($"A run id that begins with '{TaskRunIds.Prefix}' is a queued task's, and a queued task has no other; not one of {request.Origin}.", nameof(request));
        }

        bool isSubagents = request.Origin is TurnOrigin.Task or TurnOrigin.Report;
        if (!isSubagents && SubagentRunIds.Reserves(request.RunId))
        {
            throw new ArgumentException($"A run id that begins with '{SubagentRunIds.Prefix}' is a sub-agent's, not one of {request.Origin}.", nameof(request));
        }

        if (request.Origin != TurnOrigin.Session && SentRunIds.Reserves(request.RunId))
        {
            throw new ArgumentException($"A run id that begins with '{SentRunIds.Prefix}' is another session's message, not one of {request.Origin}.", nameof(request));
        }

        if (IsHeartbeat(request) != HeartbeatRunIds.Reserves(request.RunId))
        {
            throw new ArgumentException($"A run id that begins with '{HeartbeatRunIds.Prefix}' is a heartbeat's, and a heartbeat has no other; not one of {request.Origin}.", nameof(request));
        }

        if (request is { Origin: TurnOrigin.QueuedTask, CommandsAllowed: true } or { Origin: TurnOrigin.QueuedTask, AsAdministrator: true })
        {
            throw new ArgumentException("A queued task gives no commands and is nobody who administers.", nameof(request));
        }

        if ((isSubagents || request.Origin == TurnOrigin.Session) && (request.Bounds is not { Turns.Count: > 0 } || request.CommandsAllowed))
        {
            // Without them it would have what its session has, whoever asked.
            throw new ArgumentException($"A {request.Origin} names the situation of the turn that caused it and gives no commands.", nameof(request));
        }

        CheckKey(request.SessionKey);
    }

    private void CheckKey(string sessionKey)
    {
        if (GrainKey.ForSession(Tenant, sessionKey) != Key)
        {
            throw new ArgumentException("The session key is another session's.", nameof(sessionKey));
        }

        _sessionKey ??= sessionKey;
    }
}
