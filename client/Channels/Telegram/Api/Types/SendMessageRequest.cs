using System.Text.Json.Serialization;
using Moltbot.GrainInterfaces.Sessions;

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

    /// <summary>A picture above the text, which is at most 1024 characters then; not part of the JSON.</summary>
    [JsonIgnore]
    public TurnAttachment? Picture { get; init; }

    /// <summary>Whether the picture goes as a file, as it is.</summary>
    [JsonIgnore]
    public bool AsFile { get; init; }

    public ReplyParameters? ReplyParameters { get; init; }

    public LinkPreviewOptions? LinkPreviewOptions { get; init; }

    public InlineKeyboardMarkup? ReplyMarkup { get; init; }
}
