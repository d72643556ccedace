using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Approvals;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Events;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Exec.Approvals;

namespace Moltbot.Grains.Approvals;

internal sealed partial class ApprovalGrain
{
    /// <summary>Owners that are written to. Arbitrary: enough to reach somebody, too few for a crowd.</summary>
    private const int MaxOwners = 3;

    private bool _isUnseen;

    private async Task RaiseAlarm(ApprovalView view)
    {
        ConfigDocument document = (await configurations.Get(Tenant)).Document;
        if (await IsToldInChat(document))
        {
            return;
        }

        LogUnseen(view.Id);
        await Peer<IAuditGrain>().Append([Auditing.Entry($"exec.approval.unseen:{view.Id}:{view.CreatedAt}", Now, "grain", "exec.approval.unseen", view.Id, ("command", view.Command))]);
        await Peer<ITenantEventsGrain>().Publish(new ExecApprovalUnseenEvent(view.Id, Now));
        string text = "Nobody who could answer this is connected.\n\n" + TextOf(view, OfferOf(State)).Requested(Now);
        string brief = $"Nobody who could answer an exec approval is connected, and it is too long to be read here. Answer it from a client. ID: {view.Id}";
        IReadOnlyList<ReplyTarget> owners = [.. Chats.OfApprovers(document).Take(MaxOwners)];
        ILookup<bool, ReplyTarget> byFit = owners.ToLookup(owner => Chats.Fits(document, owner, text));
        await Send([.. byFit[true]], "alarm", text, Buttons(view));
        await Send([.. byFit[false]], "alarm-brief", brief);
        await Change(state => state with { Alarmed = true, Targets = [.. state.Targets.Union(owners)] });
    }

    /// <summary>Whether a chat was told that is connected and whose account has approvers.</summary>
    private async Task<bool> IsToldInChat(ConfigDocument document)
    {
        foreach (ReplyTarget target in State.Targets)
        {
            if (Approvers.Of(document, target.Channel, target.Account).Count > 0
                && (await Peer<IChannelAccountGrain>(GrainKey.ForAccount(Tenant, target.Channel, target.Account)).Status()).Holder is not null)
            {
                return true;
            }
        }

        return false;
    }
}
