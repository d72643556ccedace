using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Policy;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Delivery;
using Moltbot.Policy.Hooks;
using Moltbot.Policy.Sessions;

namespace Moltbot.Grains.Sessions;

/// <summary>
/// Whether a reply may go to another chat than the one that its session is bound to: the chat it was last written to from, or the
/// group of its key. What is said in one chat is not carried into another unless <c>tools.message</c> allows it (security.md §12).
/// </summary>
internal static class ReplyReach
{
    /// <summary>Why it may not; null when it may.</summary>
    /// <param name="document">The tenant's configuration.</param>
    /// <param name="request">The request, with where its reply is wanted.</param>
    /// <param name="lastRoute">Where the session was last written to from, of a hook's else the main one; null for nowhere yet.</param>
    public static string? RefusalOf(ConfigDocument document, TurnRequest request, ReplyTarget? lastRoute)
    {
        // A report is answered where the turn was that asked for it, which was judged then.
        if (request.Origin is TurnOrigin.Channel or TurnOrigin.Report || request.ReplyTo is not { } wanted)
        {
            return null;
        }

        ReplyTarget? bound = lastRoute ?? GroupOf(request.SessionKey);
        if (request.Origin == TurnOrigin.Hook)
        {
            return HookReach.RefusalOf(document, ChatRoutes.AddressOf(wanted), bound is null ? null : ChatRoutes.AddressOf(bound));
        }

        if (request is { Origin: TurnOrigin.Cron, Bounds.Chat: { } asked } && asked == wanted)
        {
            // Who asked for it in a chat of the session hears of it there, wherever others of the session wrote from since.
            return null;
        }

        bool isNode = request.Origin == TurnOrigin.Node;
        if (bound is null)
        {
            // An operator may send anywhere by method send; a node may send nowhere by itself (A6).
            return isNode ? "a node's reply goes to where its session was written to from, and that is nowhere yet" : null;
        }

        return CrossContextPolicy.From(document.Section("tools", "message"), withinProvider: !isNode).RefusalOf("send", ChatRoutes.AddressOf(wanted), ChatRoutes.AddressOf(bound));
    }

    private static ReplyTarget? GroupOf(string sessionKey) => GroupSessionKey.Parse(sessionKey) is { } group
        ? new ReplyTarget { Channel = group.Channel, Account = "", ChatId = ThreadKeys.ParentOf(group.Id) ?? group.Id, ThreadId = ThreadKeys.ThreadOf(group.Id) }
        : null;
}
