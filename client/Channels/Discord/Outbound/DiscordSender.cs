using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Moltbot.Gateway.Channels.Api;
using Moltbot.Gateway.Channels.Discord.Api;
using Moltbot.Gateway.Channels.Discord.Inbound;
using Moltbot.Gateway.Channels.Outbound;
using Moltbot.GrainInterfaces.Channels;

namespace Moltbot.Gateway.Channels.Discord.Outbound;

/// <summary>
/// Sends a piece once. It is sent again only after Discord said for certain that it did not take it; an outcome that nobody can know is
/// reported as such.
/// </summary>
internal sealed class DiscordSender(DiscordAccount account, Interactions interactions)
{
    private const int MaxVariants = 3;
    private readonly ConcurrentDictionary<string, string> directs = new(StringComparer.Ordinal);

    private TimeSpan FirstRetry => TimeSpan.FromMilliseconds(account.Config.Retry.MinDelayMs);

    /// <summary>See <see cref="IChannelConnector.Send"/>.</summary>
    public async Task<OutboundReport> Send(OutboundItem item, CancellationToken stop, CancellationToken abort)
    {
        var (channel, problem) = await ChannelOf(item, stop);
        if (channel is null)
        {
            return problem!;
        }

        if (item.Kind != OutboundKind.Message)
        {
            return await Change(item, channel, stop, abort);
        }

        var asReply = account.Config.ReplyToMode != "off" && Snowflake.Is(item.Target.ReplyToMessageId);
        for (var variant = 1; ; variant++)
        {
            var interaction = await interactions.RouteFor(item.Target.InteractionId);
            var request = Compose(item, interaction is null, asReply);
            var turn = await account.Api.Enter(interaction ?? RestRoute.CreateMessage(channel), stop);
            var result = await SendOnce(turn, request, abort);
            if (result is null)
            {
                return SendReports.Unknown(item, "stopped before Discord answered");
            }

            if (result.Ok)
            {
                return SendReports.Sent(item, result.Value.Id);
            }

            if (interaction is not null && result.Error.Kind != ApiErrorKind.Unknown)
            {
                interactions.Refused(item.Target.InteractionId, interaction);
            }

            if (variant == MaxVariants || result.Error.Kind != ApiErrorKind.Refused)
            {
                return SendReports.Of(item, result.Error, FirstRetry);
            }

            if (interaction is not null)
            {
                // Refused, so nothing is there: the same text may pass as a message of its own.
                interactions.Forget(item.Target.InteractionId);
            }
            else if (asReply && result.Error.Code is DiscordCodes.UnknownMessage or DiscordCodes.InvalidForm or DiscordCodes.CannotReplyWithoutHistory)
            {
                asReply = false;
            }
            else
            {
                return SendReports.Of(item, result.Error, FirstRetry);
            }
        }
    }

    /// <summary>Does what is done to a message that is there.</summary>
    private async Task<OutboundReport> Change(OutboundItem item, string channel, CancellationToken stop, CancellationToken abort)
    {
        if (!Snowflake.Is(item.MessageId))
        {
            return SendReports.Failed(item, "the message is not named by an id");
        }

        var isReaction = item.Kind == OutboundKind.Reaction;
        var turn = await account.Api.Enter(isReaction ? RestRoute.Reaction(channel, item.MessageId, item.Text) : RestRoute.Message(HttpMethod.Patch, channel, item.MessageId), stop);
        try
        {
            var error = isReaction
                ? (await account.Api.React(turn, abort)).Error
                : (await account.Api.Send(
                    turn, new CreateMessageRequest { Content = item.Text, AllowedMentions = AllowedMentions.AnsweredOnly, Flags = CreateMessageRequest.SuppressEmbeds }, abort)).Error;
            return error is null ? SendReports.Sent(item, item.MessageId) : SendReports.Of(item, error, FirstRetry);
        }
        catch (OperationCanceledException)
        {
            return SendReports.Unknown(item, "stopped before Discord answered");
        }
    }

    /// <summary>The channel to write in, or what became of the piece without one.</summary>
    private async Task<(string? Channel, OutboundReport? Problem)> ChannelOf(OutboundItem item, CancellationToken stop)
    {
        var chat = item.Target.ThreadId ?? item.Target.ChatId;
        if (Snowflake.Is(chat))
        {
            return (chat, null);
        }

        var user = chat.StartsWith(ReplyTarget.PersonPrefix, StringComparison.Ordinal) ? chat[ReplyTarget.PersonPrefix.Length..] : null;
        if (!Snowflake.Is(user))
        {
            return (null, SendReports.Failed(item, "the chat is not named by an id"));
        }

        if (directs.TryGetValue(user, out var known))
        {
            return (known, null);
        }

        var opened = await account.Api.OpenDirect(user, stop);
        if (opened.Ok)
        {
            return (directs[user] = opened.Value.Id, null);
        }

        // Opening a chat twice opens one: of the piece itself nothing has left, whatever came of this.
        var error = opened.Error.Kind == ApiErrorKind.Unknown ? opened.Error with { Kind = ApiErrorKind.Unreachable } : opened.Error;
        return (null, SendReports.Of(item, error, FirstRetry));
    }

    private async Task<ApiResult<Message>?> SendOnce(RestTurn turn, CreateMessageRequest request, CancellationToken abort)
    {
        try
        {
            return await account.Api.Send(turn, request, abort);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private static CreateMessageRequest Compose(OutboundItem item, bool isMessage, bool asReply) => new()
    {
        Content = item.IsLiteral ? LiteralText.Of(item.Text) : item.Text,
        AllowedMentions = AllowedMentions.AnsweredOnly,
        MessageReference = isMessage && asReply ? new MessageReference { MessageId = item.Target.ReplyToMessageId, FailIfNotExists = false } : null,

        // Should a piece be sent twice after all, Discord answers the second with the first.
        Nonce = isMessage ? NonceOf(item.Id) : null,
        EnforceNonce = isMessage ? true : null,

        // A preview fetches an address that a model wrote (K3).
        Flags = CreateMessageRequest.SuppressEmbeds,
        Picture = item.Picture,
        Components = item.Buttons.Count > 0 ? [.. item.Buttons.Chunk(MessageComponent.MostInRow).Select(RowOf)] : null,
    };

    private static MessageComponent RowOf(OutboundButton[] buttons) => new()
    {
        Type = MessageComponent.Row,
        Components =
        [
            .. buttons.Select(static button => new MessageComponent
            {
                Type = MessageComponent.Button,
                Style = MessageComponent.Plain,
                Label = button.Label,
                CustomId = button.Data,
            }),
        ],
    };

    private static string NonceOf(string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..24];
}
