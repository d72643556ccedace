using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Approvals;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Events;
using Moltbot.Policy.Channels;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Exec.Approvals;

namespace Moltbot.Grains.Approvals;

/// <content>What follows from a change: clients, chats and memories are told until they were, whatever fails meanwhile.</content>
internal sealed partial class ApprovalGrain
{
    internal static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(3);

    private IGrainTimer _telling = null!;
    private bool _isTelling;
    private bool _isMore;

    /// <summary>Whether nothing is left to tell, now or later.</summary>
    private bool IsSettled => State.View is null or { Status: not ApprovalStatus.Open } && (State.View is null || State.Told);

    public async Task Settle(string id, bool isUnseen)
    {
        await Judge();
        _isUnseen |= isUnseen;
        TellSoon();
        if (IsSettled)
        {
            await Peer<IApprovalQueueGrain>().Remove(id);
        }
    }

    private void StartTelling() => _telling = StartTimer(_ => TellAll(), IsSettled ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, Timeout.InfiniteTimeSpan);

    private void TellSoon()
    {
        if (_isTelling)
        {
            _isMore = true;
        }
        else if (!IsSettled)
        {
            _telling.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    private async Task TellAll()
    {
        if (_isTelling)
        {
            _isMore = true;
            return;
        }

        _isTelling = true;
        try
        {
            do
            {
                _isMore = false;
                await TellOnce();
            }
            while (_isMore);
        }
        catch (Exception problem)
        {
            LogNotTold(problem);
            _telling.Change(RetryPause, Timeout.InfiniteTimeSpan);
        }
        finally
        {
            _isTelling = false;
        }
    }

    private async Task TellOnce()
    {
        if (State.View is null)
        {
            return;
        }

        if (!State.Announced)
        {
            await Announce();
        }

        if (_isUnseen && State is { Alarmed: false, View: { Status: ApprovalStatus.Open } unseen })
        {
            await RaiseAlarm(unseen);
        }

        if (State.View is { Status: not ApprovalStatus.Open } ended && !State.Told)
        {
            await Conclude(ended);
        }
    }

    private async Task Announce()
    {
        ConfigDocument document = (await configurations.Get(Tenant)).Document;
        ApprovalView view = State.View!;
        bool isOpen = view.Status == ApprovalStatus.Open;
        if (isOpen)
        {
            await Peer<ITenantEventsGrain>().Publish(new ExecApprovalRequestedEvent(view));
        }

        IReadOnlyList<ReplyTarget> targets = isOpen && ApprovalForwarding.Applies(document.Approvals, State.AgentId, State.SessionKey)
            ? Chats.Of(document, ApprovalForwarding.Targets(document.Approvals, Chats.TargetOf(await SessionRoute())))
            : [];
        string text = TextOf(view, OfferOf(State)).Requested(Now);
        targets = [.. targets.Where(target => Chats.Fits(document, target, text))];
        await Send(targets, "asked", text, Buttons(view));
        await Change(state => state with { Announced = true, Targets = targets });
    }

    /// <summary>Remembering comes first: who is told "always" may rely on it.</summary>
    private async Task Conclude(ApprovalView view)
    {
        if (view.Decision == "allow-always" && State.AgentId is { } agent && State.Remember.Count > 0)
        {
            await Peer<IExecPolicyGrain>().Remember(view.Id, agent, State.Remember, view.Command);
        }

        if (view is { Decision: "allow-session", Hash: { } hash } && State is { SessionKey: { Length: > 0 } session, SessionId: { } conversation })
        {
            await Peer<IExecAllowancesGrain>(GrainKey.ForSession(Tenant, session)).Add(conversation, hash);
        }

        if (view.Status == ApprovalStatus.Allowed && State.Request is { } request)
        {
            await Peer<IApprovalQueueGrain>().KeepGrant(view.Id, request.Run(), view.EndedAt!.Value + (long)ApprovalLife.OfGrants.TotalMilliseconds, view.AskedBy);
        }

        string? by = view.Answers.Count > 0 ? string.Join(", ", view.Answers.Select(static answer => answer.Name ?? answer.Principal)) : null;
        await Peer<ITenantEventsGrain>().Publish(new ExecApprovalResolvedEvent { Id = view.Id, Decision = view.Decision, ResolvedBy = by, Timestamp = view.EndedAt!.Value });
        await Send(State.Targets, "ended", view.Status switch
        {
            ApprovalStatus.Expired => ApprovalRequestText.Expired(view.Id),
            ApprovalStatus.Withdrawn => ApprovalRequestText.Withdrawn(view.Id),
            _ => ApprovalRequestText.Resolved(view.Id, ApprovalDecisions.Parse(view.Decision ?? "") ?? ApprovalDecision.Deny, by),
        });
        await Change(static state => state with { Told = true });
        await Peer<IApprovalQueueGrain>().Remove(view.Id);
    }

    private async Task<ReplyTarget?> SessionRoute() => State.SessionKey is { Length: > 0 } key
        ? (await Peer<GrainInterfaces.Sessions.ISessionGrain>(GrainKey.ForSession(Tenant, key)).Entry())?.LastRoute
        : null;

    /// <summary>What may be answered; none where an id is too long for a button: the text says how to answer without.</summary>
    private IReadOnlyList<OutboundButton> Buttons(ApprovalView view)
    {
        IReadOnlyList<OutboundButton> buttons =
        [
            .. OfferOf(State).Words.Select(word => new OutboundButton(ApprovalDecisions.Label(word), new ApprovalButton(view.Id, word).ToString())),
        ];
        return buttons.All(static button => ApprovalButton.TryParse(button.Data, out _)) ? buttons : [];
    }

    /// <summary>Puts a text into the outbox of each chat's account, once each however often it is tried.</summary>
    private async Task Send(IReadOnlyList<ReplyTarget> targets, string what, string text, IReadOnlyList<OutboundButton>? buttons = null)
    {
        for (int i = 0; i < targets.Count; i++)
        {
            await Peer<IChannelAccountGrain>(GrainKey.ForAccount(Tenant, targets[i].Channel, targets[i].Account)).Send(new OutboundMessage
            {
                Id = $"approval:{what}:{i}:{Id}",
                Target = targets[i],
                Text = text,
                IsLiteral = true,
                Buttons = buttons ?? [],
            });
        }
    }

    private async Task Change(Func<ApprovalState, ApprovalState> change)
    {
        await _changing.WaitAsync();
        try
        {
            await Keep(change(State));
        }
        finally
        {
            _changing.Release();
        }
    }
}
