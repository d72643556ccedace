namespace Moltbot.Gateway.Channels.Telegram.Api;

/// <summary>Why a Bot API call failed. Never holds the token.</summary>
/// <param name="Kind">What it leaves the caller to do.</param>
/// <param name="Method">The Bot API method.</param>
/// <param name="Code">Telegram's error_code, else the HTTP status, else 0.</param>
/// <param name="Description">Telegram's words (at most 300 characters), or ours when it sent none.</param>
/// <param name="RetryAfter">How long Telegram asks to wait (429).</param>
/// <param name="MigrateToChatId">The supergroup that the chat became, when it did.</param>
public sealed record ApiError(
    ApiErrorKind Kind, string Method, int Code, string Description, TimeSpan? RetryAfter = null, long? MigrateToChatId = null)
{
    private const StringComparison Ignore = StringComparison.OrdinalIgnoreCase;

    /// <summary>Telegram could not read the text's HTML, or found nothing left of it; the same text without a parse mode may pass.</summary>
    public bool IsMarkupError => Code == 400
        && (Description.Contains("can't parse entities", Ignore) || Description.Contains("message text is empty", Ignore));

    /// <summary>The message to answer is gone; the same text as no answer may pass.</summary>
    public bool IsReplyGone => Code == 400
        && (Description.Contains("message to be replied not found", Ignore) || Description.Contains("reply message not found", Ignore));

    /// <summary>The topic is gone; the same text outside it may pass.</summary>
    public bool IsThreadGone => Code == 400 && Description.Contains("message thread not found", Ignore);

    /// <summary>The edit would change nothing, so the wanted state is there.</summary>
    public bool IsNotModified => Code == 400 && Description.Contains("message is not modified", Ignore);

    /// <inheritdoc/>
    public override string ToString() => $"{Method}: {Kind} ({Code}) {Description}";
}
