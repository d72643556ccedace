using System.Globalization;
using Moltbot.Gateway.Channels;
using Moltbot.Gateway.Channels.Api;
using Moltbot.Gateway.Dispatch;
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

    private readonly Dictionary<string, IChannelPlatform> _offered = platforms.ToDictionary(static platform => platform.Id, StringComparer.Ordinal);

    /// <summary>The channels that messages can be sent by here.</summary>
    public IReadOnlyCollection<string> Offered => _offered.Keys;

    /// <summary>The target with where it is, or what is wrong with it. The platform is asked where the number of a chat does not tell.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="document">The tenant's configuration.</param>
    /// <param name="channel">As for <see cref="Read"/>.</param>
    /// <param name="to">As for <see cref="Read"/>.</param>
    /// <param name="accountId">As for <see cref="Read"/>.</param>
    /// <param name="threadId">As for <see cref="Read"/>.</param>
    public ValueTask<GatewayResult<ReplyTarget>> Find(MethodCall call, ConfigDocument document, string channel, string to, string? accountId, string? threadId) =>
        Find(call.Tenant, document, channel, to, accountId, threadId, call.Aborted);

    /// <summary>The same for somebody who is no client.</summary>
    public async ValueTask<GatewayResult<ReplyTarget>> Find(
        string tenant, ConfigDocument document, string channel, string to, string? accountId, string? threadId, CancellationToken cancel)
    {
        if (!Read(document, channel, to, accountId, threadId).TryGet(out ReplyTarget? target, out GatewayError? bad))
        {
            return bad;
        }

        ApiResult<ReplyTarget> located = await _offered[target.Channel].Locate(tenant, document.Channels, target, cancel);
        return located switch
        {
            { Ok: true } => located.Value,
            { Error.Kind: ApiErrorKind.Refused } => GatewayError.Invalid($"invalid recipient for {target.Channel}: the account is shown no such chat ({located.Error.Description})"),
            _ => GatewayError.Unavailable($"{target.Channel} does not say where the chat is, so nothing was sent ({located.Error.Description})") with { Retryable = true },
        };
    }

    /// <summary>The target as the text has it, or what is wrong with it.</summary>
    /// <param name="document">The tenant's configuration.</param>
    /// <param name="channel">The channel as sent.</param>
    /// <param name="to">The recipient: a chat's id, with or without the channel in front; on Telegram perhaps with the topic behind.</param>
    /// <param name="accountId">The account; null for the default one.</param>
    /// <param name="threadId">The thread; null for the one that the recipient names, if it does.</param>
    public GatewayResult<ReplyTarget> Read(ConfigDocument document, string channel, string to, string? accountId, string? threadId)
    {
        string id = ChannelIds.Normalize(channel) ?? "";
        IReadOnlyList<string> accounts = document.Channels.AccountIds(id);
        if (!_offered.ContainsKey(id) || accounts.Count == 0)
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

            // What is no person's number is a group or a channel: rules for it are not passed by.
            chat = TelegramTarget.Spelling(chat);
            kind = TelegramTarget.ChatTypeOf(chat) == ChatTypes.Direct ? ChatKind.Direct : ChatKind.Group;
        }
        else if (id == ChannelIds.Discord)
        {
            TargetReading reading = DiscordTarget.ParseRecipient(recipient);
            if (reading.Target is not { } target)
            {
                return GatewayError.Invalid(reading.Problem!);
            }

            (chat, kind) = target.Kind == TargetKind.User ? (ReplyTarget.PersonPrefix + target.Id, ChatKind.Direct) : (target.Id, ChatKind.Channel);
        }

        if (chat.Length is 0 or > MaxLength || chat.Any(char.IsControl))
        {
            return GatewayError.Invalid($"invalid recipient for {id}: expected the id of a chat");
        }

        string? thread = string.IsNullOrWhiteSpace(threadId) ? topic : threadId.Trim();
        if (thread is not null && id == ChannelIds.Discord)
        {
            // There a thread is a chat of its own, whatever chat is named beside it.
            return kind == ChatKind.Channel && ulong.TryParse(thread, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number)
                ? new ReplyTarget { Channel = id, Account = account, ChatId = number.ToString(CultureInfo.InvariantCulture), ChatKind = kind }
                : GatewayError.Invalid($"invalid thread for {id}");
        }

        if (thread is not null && id == ChannelIds.Telegram)
        {
            return TelegramTarget.TopicSpelling(thread) is { } spelled
                ? new ReplyTarget { Channel = id, Account = account, ChatId = chat, ThreadId = spelled, ChatKind = kind }
                : GatewayError.Invalid($"invalid thread for {id}: expected the number of a topic");
        }

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
