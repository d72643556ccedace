using Moltbot.GrainInterfaces.Channels;
using Moltbot.Policy.Channels;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Delivery;
using Moltbot.Policy.Delivery.Targets;
using Moltbot.Policy.Exec.Approvals;
using Moltbot.Policy.Replies.Chunking;

namespace Moltbot.Grains.Approvals;

/// <summary>Chats as the configuration names them, and as accounts write to them.</summary>
internal static class Chats
{
    /// <summary>Where a conversation was last, as the configuration would name it.</summary>
    public static ApprovalTarget? TargetOf(ReplyTarget? route) => route is null ? null : new ApprovalTarget(route.Channel, route.ChatId, route.Account, route.ThreadId);

    /// <summary>The chats that there are accounts for.</summary>
    public static IReadOnlyList<ReplyTarget> Of(ConfigDocument document, IEnumerable<ApprovalTarget> targets) =>
        [.. targets.Select(target => Of(document, target)).OfType<ReplyTarget>().DistinctBy(static target => (target.Channel, target.Account, target.ChatId, target.ThreadId))];

    /// <summary>The direct chats of the approvers that accounts name, on channels where a person's id leads to the chat with them.</summary>
    public static IEnumerable<ReplyTarget> OfApprovers(ConfigDocument document) =>
        from channel in document.Channels.Ids
        where channel is ChannelIds.Telegram or ChannelIds.Discord
        from account in document.Channels.AccountIds(channel)
        from id in Approvers.Of(document, channel, account)
        select new ReplyTarget { Channel = channel, Account = account, ChatId = channel == ChannelIds.Discord ? ReplyTarget.PersonPrefix + id : id, ChatKind = ChatKind.Direct };

    /// <summary>Whether a text is one message there: of one that is cut, what is approved might be what nobody reads.</summary>
    public static bool Fits(ConfigDocument document, ReplyTarget target, string text) =>
        ChunkSettings.FitsLiterally(document, target.Channel, target.Account, text);

    /// <summary>A chat that the configuration names, with the kind that its number tells; null where no account leads to it.</summary>
    public static ReplyTarget? Named(ConfigDocument document, ApprovalTarget target) => target.Channel switch
    {
        ChannelIds.Telegram => Of(document, target) is { } chat
            ? chat with { ChatKind = TelegramTarget.ChatTypeOf(chat.ChatId) == ChatTypes.Direct ? ChatKind.Direct : ChatKind.Group }
            : null,
        ChannelIds.Discord => Of(document, target),
        _ => null,
    };

    private static ReplyTarget? Of(ConfigDocument document, ApprovalTarget target)
    {
        IReadOnlyList<string> accounts = document.Channels.AccountIds(target.Channel);
        string account = target.AccountId is null
            ? accounts.Contains(ConfigIds.DefaultAccount, StringComparer.Ordinal) ? ConfigIds.DefaultAccount : accounts.FirstOrDefault("")
            : ConfigIds.Account(target.AccountId);
        if (!accounts.Contains(account, StringComparer.Ordinal) || OutboundTarget.Resolve(target.Channel, target.To).To is not { } chat)
        {
            return null;
        }

        string? thread = target.ThreadId;
        ChatKind kind = default;
        if (target.Channel == ChannelIds.Telegram)
        {
            TelegramTarget place = TelegramTarget.Parse(chat);
            string? named = thread ?? place.TopicId?.ToString(System.Globalization.CultureInfo.InvariantCulture);
            (chat, thread) = (TelegramTarget.Spelling(place.ChatId), named is null ? null : TelegramTarget.TopicSpelling(named));
            if (named is not null && thread is null)
            {
                return null;
            }
        }
        else if (target.Channel == ChannelIds.Discord)
        {
            // There a thread is a chat of its own. What leads nowhere was told nothing: the alarm is raised for want of others.
            if (DiscordTarget.ParseRecipient(thread ?? chat, TargetKind.Channel).Target is not { } place)
            {
                return null;
            }

            (chat, thread, kind) = place.Kind == TargetKind.User
                ? (ReplyTarget.PersonPrefix + place.Id, (string?)null, ChatKind.Direct)
                : (place.Id, null, ChatKind.Channel);
        }

        return new ReplyTarget { Channel = target.Channel, Account = account, ChatId = chat, ThreadId = thread, ChatKind = kind };
    }
}
