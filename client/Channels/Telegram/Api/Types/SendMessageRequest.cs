namespace Moltbot.Gateway.Channels.Telegram.Api;

/// <summary>Parameters of sendMessage.</summary>
public sealed record SendMessageRequest
{
    public required long ChatId { get; init; }

    public required string Text { get; init; }

    public long? MessageThreadId { get; init; }

    /// <summary><c>HTML</c>, or null for the text as it is.</summary>
    public string? ParseMode { get; init; }

    public ReplyParameters? ReplyParameters { get; init; }

    public LinkPreviewOptions? LinkPreviewOptions { get; init; }
}
