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
    private const int MaxVariants = 5;
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(400);

    /// <summary>See <see cref="IChannelConnector.Send"/>.</summary>
    public async Task<OutboundReport> Send(OutboundItem item, CancellationToken stop, CancellationToken abort)
    {
        if (!TryParseId(item.Target.ChatId, out var chatId))
        {
            return SendReports.Failed(item, "the chat id is not a number");
        }

        if (item.Kind != OutboundKind.Message)
        {
            return await Change(item, chatId, stop, abort);
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

    /// <summary>Does what is done to a message that is there.</summary>
    private async Task<OutboundReport> Change(OutboundItem item, long chatId, CancellationToken stop, CancellationToken abort)
    {
        if (!TryParseId(item.MessageId, out var messageId))
        {
            return SendReports.Failed(item, "the message's id is not a number");
        }

        await pacer.WaitTurn(chatId, stop);
        try
        {
            ApiError? error;
            if (item.Kind == OutboundKind.Reaction)
            {
                error = (await api.React(chatId, messageId, item.Text, abort)).Error;
            }
            else
            {
                var html = TelegramMarkup.ToHtml(item.Text);
                error = await Edit(html ?? item.Text, html is null ? null : "HTML");
                if (error?.IsMarkupError == true && html is not null)
                {
                    await pacer.WaitTurn(chatId, stop);
                    error = await Edit(item.Text, null);
                }
            }

            return error is null || error.IsUnchanged ? SendReports.Sent(item, item.MessageId!) : Judge(item, chatId, error);
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested)
        {
            return SendReports.Unknown(item, "stopped before Telegram answered");
        }

        async Task<ApiError?> Edit(string text, string? mode) => (await api.EditMessageText(
            new EditMessageTextRequest
            {
                ChatId = chatId, MessageId = messageId, Text = text, ParseMode = mode,
                LinkPreviewOptions = config.LinkPreview ? null : new LinkPreviewOptions { IsDisabled = true },
            },
            abort)).Error;
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
            Picture = item.Picture,

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
        { IsNoPhoto: true } when request is { Picture: not null, AsFile: false } => request with { AsFile = true },
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
