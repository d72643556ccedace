namespace Moltbot.Gateway.Channels.Telegram.Api;

/// <summary>Parameters of editMessageText.</summary>
public sealed record EditMessageTextRequest
{
    public required long ChatId { get; init; }

    public required long MessageId { get; init; }

    public required string Text { get; init; }

    /// <summary><c>HTML</c>, or null for the text as it is.</summary>
    public string? ParseMode { get; init; }

    public LinkPreviewOptions? LinkPreviewOptions { get; init; }
}
