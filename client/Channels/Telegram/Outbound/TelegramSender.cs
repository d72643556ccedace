using System.Globalization;
using Moltbot.Gateway.Channels.Api;
using Moltbot.Gateway.Channels.Outbound;
using Moltbot.Gateway.Channels.Telegram.Api;
using Moltbot.Gateway.Channels.Telegram.Inbound;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Delivery;

namespace Moltbot.Gateway.Channels.Telegram.Outbound;

/// <summary>
/// Sends a piece once. It is sent again only after Telegram said for certain that it did not take it; an outcome that nobody
/// can know is reported as such.
/// </summary>
internal sealed class TelegramSender(TelegramApi api, TelegramAccountConfig config, SendPacer pacer)
{
    private const int MaxVariants = 4;
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(400);

    /// <summary>See <see cref="IChannelConnector.Send"/>.</summary>
    public async Task<OutboundReport> Send(OutboundItem item, CancellationToken stop, CancellationToken abort)
    {
        if (!TryParseId(item.Target.ChatId, out var chatId))
        {
            return SendReports.Failed(item, "the chat id is not a number");
        }

        var request = Compose(item, chatId);
        for (var variant = 1; ; variant++)
        {
            await pacer.WaitTurn(request.ChatId, stop);
            var result = await SendOnce(request, abort);
            if (result is null)
            {
                return SendReports.Unknown(item, "stopped before Telegram answered");
            }

            if (result.Ok)
            {
                return SendReports.Sent(item, ChatMapper.IdOf(result.Value.MessageId));
            }

            if (variant == MaxVariants || Adapt(request, result.Error) is not { } adapted)
            {
                return Judge(item, request.ChatId, result.Error);
            }

            request = adapted;
        }
    }

    private async Task<ApiResult<Message>?> SendOnce(SendMessageRequest request, CancellationToken abort)
    {
        try
        {
            return await api.SendMessage(request, abort);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private SendMessageRequest Compose(OutboundItem item, long chatId)
    {
        var html = item.IsLiteral ? null : TelegramMarkup.ToHtml(item.Text);
        return new SendMessageRequest
        {
            ChatId = chatId,
            Text = html ?? item.Text,
            ParseMode = html is null ? null : "HTML",
            PlainText = item.Text,

            // The general topic is where messages without a topic go; naming it is refused.
            MessageThreadId = item.Target.ThreadId != TelegramTarget.GeneralTopic && TryParseId(item.Target.ThreadId, out var thread) ? thread : null,
            ReplyParameters = config.ReplyToMode != "off" && TryParseId(item.Target.ReplyToMessageId, out var answered)
                ? new ReplyParameters { MessageId = answered, AllowSendingWithoutReply = true }
                : null,
            LinkPreviewOptions = config.LinkPreview && !item.IsLiteral ? null : new LinkPreviewOptions { IsDisabled = true },

            // One a row: a phone cuts what stands beside another.
            ReplyMarkup = item.Buttons.Count > 0
                ? new InlineKeyboardMarkup([.. item.Buttons.Select(static button => new[] { new InlineKeyboardButton(button.Label, button.Data) })])
                : null,
        };
    }

    /// <summary>The same message in a form that Telegram may take, after it refused this one for a known reason.</summary>
    private static SendMessageRequest? Adapt(SendMessageRequest request, ApiError error) => error switch
    {
        { IsMarkupError: true } when request.ParseMode is not null => request with { Text = request.PlainText!, ParseMode = null },
        { MovedTo: { } moved } when moved != request.ChatId => request with { ChatId = moved },
        { IsThreadGone: true } when request.MessageThreadId is not null => request with { MessageThreadId = null },
        { IsReplyGone: true } when request.ReplyParameters is not null => request with { ReplyParameters = null },
        _ => null,
    };

    private OutboundReport Judge(OutboundItem item, long chatId, ApiError error)
    {
        if (error.Kind == ApiErrorKind.RateLimited)
        {
            pacer.Flooded(chatId, error.RetryAfter ?? SendReports.LongestRetry);
        }

        return SendReports.Of(item, error, FirstRetry);
    }

    internal static bool TryParseId(string? text, out long id) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out id);
}
