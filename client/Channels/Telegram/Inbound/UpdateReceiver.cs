using Microsoft.Extensions.Logging;
using Moltbot.Gateway.Channels.Inbound;
using Moltbot.Gateway.Channels.Telegram.Api;
using Moltbot.GrainInterfaces.Channels;

namespace Moltbot.Gateway.Channels.Telegram.Inbound;

/// <summary>Brings one update to its account. When this returns, the update may be confirmed; when it throws, it may not.</summary>
internal sealed partial class UpdateReceiver(
    TelegramApi api,
    BotIdentity bot,
    Func<InboundMessage, Task<PictureAllowance?>> picturesOf,
    Func<InboundMessage, CancellationToken, Task<ReceiveResult>> receive,
    TimeProvider time,
    ILogger logger)
{
    private readonly InboundPictures pictures = new(picturesOf, (picture, most, stop) => api.LoadFile(picture.Reference, most, stop), time);

    public async Task Receive(RawUpdate raw, CancellationToken cancellation)
    {
        if (raw.Update is null)
        {
            LogUnreadable(raw.UpdateId);
            return;
        }

        if (UpdateMapper.Map(raw.Update, bot, time.GetUtcNow()) is not { } message)
        {
            LogIgnored(raw.UpdateId);
            return;
        }

        var result = await receive(await pictures.With(message, cancellation), cancellation);
        LogReceived(raw.UpdateId, message.Kind, result.Outcome);
        if (raw.Update.CallbackQuery is { } press && result.Stored)
        {
            // Only takes the waiting look off the button; whether it works changes nothing.
            _ = await api.AnswerCallbackQuery(press.Id, null, cancellation);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Telegram update {UpdateId} cannot be read; it is confirmed without effect.")]
    private partial void LogUnreadable(long? updateId);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Telegram update {UpdateId} holds nothing for the bot; it is confirmed without effect.")]
    private partial void LogIgnored(long? updateId);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Telegram update {UpdateId} ({Kind}) is stored: {Outcome}.")]
    private partial void LogReceived(long? updateId, InboundKind kind, string outcome);
}
