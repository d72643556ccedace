using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Sessions;
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
        if (request.Origin == TurnOrigin.Channel || request.ReplyTo is not { } wanted)
        {
            return null;
        }

        if (request.Origin == TurnOrigin.Hook && HookTargets.AreConfigured(document.Section("hooks"), wanted.Channel, wanted.ChatId))
        {
            return null;
        }

        ReplyTarget? bound = lastRoute ?? GroupOf(request.SessionKey);
        if (bound is null)
        {
            // An operator may send anywhere by method send; a node or a hook may send nowhere by itself (A6, A15).
            return request.Origin switch
            {
                TurnOrigin.Node => "a node's reply goes to where its session was written to from, and that is nowhere yet",
                TurnOrigin.Hook => "a hook's reply goes to where the main session was written to from, and that is nowhere yet",
                _ => null,
            };
        }

        bool isOperators = request.Origin is not (TurnOrigin.Node or TurnOrigin.Hook);
        CrossContextPolicy policy = CrossContextPolicy.From(document.Section("tools", "message"), withinProvider: isOperators);
        if (policy.RefusalOf("send", wanted.Channel, wanted.ChatId, bound.Channel, bound.ChatId) is { } refusal)
        {
            return refusal;
        }

        if (policy.AllowWithinProvider || wanted.Channel != bound.Channel)
        {
            return null;
        }

        return bound.Account.Length > 0 && bound.Account != wanted.Account
            ? $"Cross-context messaging denied: action=send account=\"{wanted.Account}\" while bound to \"{bound.Account}\" (channel={bound.Channel})."
            // A topic is a chat of its own: other people read it, and others may write there.
            : bound.ThreadId != wanted.ThreadId
            ? $"Cross-context messaging denied: action=send target=\"{Named(wanted)}\" while bound to \"{Named(bound)}\" (channel={bound.Channel})."
            : null;
    }

    private static string Named(ReplyTarget chat) => chat.ThreadId is null ? chat.ChatId : $"{chat.ChatId}:topic:{chat.ThreadId}";

    private static ReplyTarget? GroupOf(string sessionKey) => GroupSessionKey.Parse(sessionKey) is { } group
        ? new ReplyTarget { Channel = group.Channel, Account = "", ChatId = ThreadKeys.ParentOf(group.Id) ?? group.Id, ThreadId = ThreadKeys.ThreadOf(group.Id) }
        : null;
}
