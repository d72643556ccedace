using System.Globalization;
using Moltbot.Gateway.Channels;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.Policy.Channels;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Delivery;
using Moltbot.Policy.Delivery.Targets;
using Moltbot.Protocol.Errors;

namespace Moltbot.Gateway.Methods.Outbound;

/// <summary>Finds the channel account and the chat that a client names.</summary>
internal sealed class SendTargets(IEnumerable<IChannelPlatform> platforms)
{
    /// <summary>Longest recipient and thread. Arbitrary: far above what platforms use.</summary>
    private const int MaxLength = 256;

    private readonly HashSet<string> _offered = platforms.Select(platform => platform.Id).ToHashSet(StringComparer.Ordinal);

    /// <summary>The target, or what is wrong with it.</summary>
    /// <param name="document">The tenant's configuration.</param>
    /// <param name="channel">The channel as sent.</param>
    /// <param name="to">The recipient: a chat's id, with or without the channel in front; on Telegram perhaps with the topic behind.</param>
    /// <param name="accountId">The account; null for the default one.</param>
    /// <param name="threadId">The thread; null for the one that the recipient names, if it does.</param>
    public GatewayResult<ReplyTarget> Read(ConfigDocument document, string channel, string to, string? accountId, string? threadId)
    {
        string id = ChannelIds.Normalize(channel) ?? "";
        IReadOnlyList<string> accounts = document.Channels.AccountIds(id);
        if (!_offered.Contains(id) || accounts.Count == 0)
        {
            return GatewayError.Invalid($"unsupported channel: {(id.Length > 0 ? id : channel)}");
        }

        string account = string.IsNullOrWhiteSpace(accountId)
            ? accounts.Contains(ConfigIds.DefaultAccount, StringComparer.Ordinal) ? ConfigIds.DefaultAccount : accounts[0]
            : ConfigIds.Account(accountId);
        if (!accounts.Contains(account, StringComparer.Ordinal))
        {
            return GatewayError.Invalid($"unknown {id} account: {account} (configured: {string.Join(", ", accounts)})");
        }

        OutboundTarget wanted = OutboundTarget.Resolve(id, to);
        if (wanted.To is not { } recipient)
        {
            return GatewayError.Invalid(wanted.Problem!);
        }

        string? topic = null;
        ChatKind kind = ChatKind.Direct;
        string chat = WithoutChannel(recipient, id);
        if (id == ChannelIds.Telegram)
        {
            TelegramTarget target = TelegramTarget.Parse(chat);
            (chat, topic) = (target.ChatId, target.TopicId?.ToString(CultureInfo.InvariantCulture));

            // One chat has one spelling, and one that is no person's number is a group or a channel: rules for it are not passed by.
            chat = long.TryParse(chat, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
                ? number.ToString(CultureInfo.InvariantCulture)
                : chat;
            kind = TelegramTarget.ChatTypeOf(chat) == ChatTypes.Direct ? ChatKind.Direct : ChatKind.Group;
        }
        else if (id == ChannelIds.Discord)
        {
            TargetReading reading = DiscordTarget.Parse(recipient);
            if (reading.Target is not { } target || !ulong.TryParse(target.Id, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number))
            {
                return GatewayError.Invalid(reading.Problem ?? "invalid recipient for discord: expected user:<id> or channel:<id>");
            }

            string spelled = number.ToString(CultureInfo.InvariantCulture);
            (chat, kind) = target.Kind == TargetKind.User ? ($"user:{spelled}", ChatKind.Direct) : (spelled, ChatKind.Channel);
        }

        if (chat.Length is 0 or > MaxLength || chat.Any(char.IsControl))
        {
            return GatewayError.Invalid($"invalid recipient for {id}: expected the id of a chat");
        }

        string? thread = string.IsNullOrWhiteSpace(threadId) ? topic : threadId.Trim();
        return thread is not null && (thread.Length > MaxLength || thread.Any(char.IsControl))
            ? GatewayError.Invalid($"invalid thread for {id}")
            : new ReplyTarget { Channel = id, Account = account, ChatId = chat, ThreadId = thread, ChatKind = kind };
    }

    /// <summary><c>telegram:123</c>, <c>telegram:group:-100</c> and <c>group:-100</c> mean the chat alone.</summary>
    private static string WithoutChannel(string to, string channel)
    {
        foreach (string prefix in (ReadOnlySpan<string>)[channel + ":", "group:", "user:", "channel:", "chat:"])
        {
            if (to.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                to = to[prefix.Length..].TrimStart();
            }
        }

        return to;
    }
}
