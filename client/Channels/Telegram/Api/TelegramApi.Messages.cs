using Moltbot.Gateway.Channels.Api;

namespace Moltbot.Gateway.Channels.Telegram.Api;

public sealed partial class TelegramApi
{
    /// <summary>
    /// Sends a text, 1 to 4096 characters, or a picture with one of at most 1024. Not repeated by anybody here: an <see cref="ApiErrorKind.Unknown"/> outcome may have been delivered.
    /// </summary>
    public Task<ApiResult<Message>> SendMessage(SendMessageRequest message, CancellationToken cancellation) => message.Picture is not null
        ? SendPicture(message, cancellation)
        : Call("sendMessage", message, TelegramJson.Default.SendMessageRequest, TelegramJson.Default.ApiResponseMessage, cancellation);

    /// <summary>Shows a text while it is being written; it goes when a message comes.</summary>
    public Task<ApiResult<bool>> SendMessageDraft(SendMessageDraftRequest draft, CancellationToken cancellation) =>
        Call("sendMessageDraft", draft, TelegramJson.Default.SendMessageDraftRequest, TelegramJson.Default.ApiResponseBoolean, cancellation);

    /// <summary>Replaces the text of a message of the bot's own.</summary>
    public Task<ApiResult<Message>> EditMessageText(EditMessageTextRequest edit, CancellationToken cancellation) =>
        Call("editMessageText", edit, TelegramJson.Default.EditMessageTextRequest, TelegramJson.Default.ApiResponseMessage, cancellation);

    /// <summary>Puts the bot's reaction on a message, in the place of the one it has there.</summary>
    public Task<ApiResult<bool>> React(long chatId, long messageId, string emoji, CancellationToken cancellation) =>
        Call(
            "setMessageReaction", new SetMessageReactionRequest(chatId, messageId, [new ReactionType { Type = "emoji", Emoji = emoji }]),
            TelegramJson.Default.SetMessageReactionRequest, TelegramJson.Default.ApiResponseBoolean, cancellation);

    /// <summary>Deletes a message.</summary>
    public Task<ApiResult<bool>> DeleteMessage(long chatId, long messageId, CancellationToken cancellation) =>
        Call(
            "deleteMessage", new DeleteMessageRequest(chatId, messageId),
            TelegramJson.Default.DeleteMessageRequest, TelegramJson.Default.ApiResponseBoolean, cancellation);

    /// <summary>Shows "typing" in the chat for about five seconds, or until the next message.</summary>
    public Task<ApiResult<bool>> SendTyping(long chatId, long? threadId, CancellationToken cancellation) =>
        Call(
            "sendChatAction", new SendChatActionRequest(chatId, "typing", threadId),
            TelegramJson.Default.SendChatActionRequest, TelegramJson.Default.ApiResponseBoolean, cancellation);
}
