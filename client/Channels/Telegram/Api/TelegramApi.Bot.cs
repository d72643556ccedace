using Moltbot.Gateway.Channels.Api;

namespace Moltbot.Gateway.Channels.Telegram.Api;

public sealed partial class TelegramApi
{
    /// <summary>Who the bot is; also the cheapest way to try the token.</summary>
    public Task<ApiResult<User>> GetMe(CancellationToken cancellation) =>
        Call("getMe", TelegramJson.Default.ApiResponseUser, cancellation);

    /// <summary>Takes the waiting look off a pressed button; has to be called for every press.</summary>
    public Task<ApiResult<bool>> AnswerCallbackQuery(string id, string? text, CancellationToken cancellation) =>
        Call(
            "answerCallbackQuery", new AnswerCallbackQueryRequest(id, text),
            TelegramJson.Default.AnswerCallbackQueryRequest, TelegramJson.Default.ApiResponseBoolean, cancellation);

    /// <summary>Sets the menu that Telegram shows for "/": at most 100 commands.</summary>
    public Task<ApiResult<bool>> SetMyCommands(IReadOnlyList<BotCommand> commands, CancellationToken cancellation) =>
        Call(
            "setMyCommands", new SetMyCommandsRequest(commands),
            TelegramJson.Default.SetMyCommandsRequest, TelegramJson.Default.ApiResponseBoolean, cancellation);
}
