using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Moltbot.Gateway.Channels.Api;
using Moltbot.Gateway.Channels.Outbound;

namespace Moltbot.Gateway.Channels.Telegram.Api;

public sealed partial class TelegramApi
{
    /// <summary>Sends a picture with a text of at most 1024 characters. Not repeated by anybody here, as a text is not.</summary>
    private Task<ApiResult<Message>> SendPicture(SendMessageRequest message, CancellationToken cancellation)
    {
        var picture = message.Picture!;
        var (method, part) = message.AsFile ? ("sendDocument", "document") : picture.MimeType == "image/gif" ? ("sendAnimation", "animation") : ("sendPhoto", "photo");
        var form = new MultipartFormDataContent { { new StringContent(message.ChatId.ToString(CultureInfo.InvariantCulture)), "chat_id" } };
        Add("message_thread_id", message.MessageThreadId?.ToString(CultureInfo.InvariantCulture));
        if (message.Text.Length > 0)
        {
            Add("caption", message.Text);
            Add("parse_mode", message.ParseMode);
        }

        Add("reply_parameters", message.ReplyParameters is { } reply ? JsonSerializer.Serialize(reply, TelegramJson.Default.ReplyParameters) : null);
        Add("reply_markup", message.ReplyMarkup is { } markup ? JsonSerializer.Serialize(markup, TelegramJson.Default.InlineKeyboardMarkup) : null);
        var file = new ByteArrayContent(picture.Content);
        file.Headers.ContentType = new MediaTypeHeaderValue(picture.MimeType);
        form.Add(file, part, PictureNames.Of(picture));
        return Send(method, form, TelegramJson.Default.ApiResponseMessage, default, cancellation);

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                form.Add(new StringContent(value), name);
            }
        }
    }
}
