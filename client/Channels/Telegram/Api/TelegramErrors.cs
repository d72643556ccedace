using Moltbot.Gateway.Channels.Api;

namespace Moltbot.Gateway.Channels.Telegram.Api;

/// <summary>What Telegram tells by the words of an error alone.</summary>
internal static class TelegramErrors
{
    private const StringComparison Ignore = StringComparison.OrdinalIgnoreCase;

    extension(ApiError error)
    {
        /// <summary>Telegram could not read the text's HTML, or found nothing left of it; the same text without a parse mode may pass.</summary>
        public bool IsMarkupError => error.Code == 400
            && (error.Description.Contains("can't parse entities", Ignore) || error.Description.Contains("message text is empty", Ignore));

        /// <summary>The message to answer is gone; the same text as no answer may pass.</summary>
        public bool IsReplyGone => error.Code == 400
            && (error.Description.Contains("message to be replied not found", Ignore) || error.Description.Contains("reply message not found", Ignore));

        /// <summary>Telegram does not take the picture as a photo, by its measures or its kind; the same bytes as a file may pass.</summary>
        public bool IsNoPhoto => error.Code == 400
            && (error.Description.Contains("PHOTO_INVALID_DIMENSIONS", Ignore) || error.Description.Contains("IMAGE_PROCESS_FAILED", Ignore)
                || error.Description.Contains("PHOTO_SAVE_FILE_INVALID", Ignore));

        /// <summary>The text is already what an edit would make it.</summary>
        public bool IsUnchanged => error.Code == 400 && error.Description.Contains("message is not modified", Ignore);

        /// <summary>The topic is gone; the same text outside it may pass.</summary>
        public bool IsThreadGone => error.Code == 400 && error.Description.Contains("message thread not found", Ignore);
    }
}
