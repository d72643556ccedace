using System.Text.Json.Serialization;

namespace Moltbot.Gateway.Channels.Telegram.Api;

/// <summary>Parameters of sendMessage.</summary>
public sealed record SendMessageRequest
{
    public required long ChatId { get; init; }

    public required string Text { get; init; }

    public long? MessageThreadId { get; init; }

    /// <summary><c>HTML</c>, or null for the text as it is.</summary>
    public string? ParseMode { get; init; }

    /// <summary>What <see cref="Text"/> was before it was marked up; not sent.</summary>
    [JsonIgnore]
    public string? PlainText { get; init; }

    public ReplyParameters? ReplyParameters { get; init; }

    public LinkPreviewOptions? LinkPreviewOptions { get; init; }

    public InlineKeyboardMarkup? ReplyMarkup { get; init; }
}
