using System.Text.Json;

namespace Moltbot.Gateway.Channels.Telegram.Api;

/// <summary>A message. Media are known by their presence only.</summary>
public sealed record Message
{
    public required long MessageId { get; init; }

    public long? MessageThreadId { get; init; }

    public bool IsTopicMessage { get; init; }

    public User? From { get; init; }

    /// <summary>The chat that speaks, when a group or channel speaks in its own name.</summary>
    public Chat? SenderChat { get; init; }

    /// <summary>Unix seconds.</summary>
    public long Date { get; init; }

    /// <summary>Unix seconds.</summary>
    public long? EditDate { get; init; }

    public required Chat Chat { get; init; }

    public Message? ReplyToMessage { get; init; }

    public string? Text { get; init; }

    public IReadOnlyList<MessageEntity>? Entities { get; init; }

    public string? Caption { get; init; }

    public IReadOnlyList<MessageEntity>? CaptionEntities { get; init; }

    public string? MediaGroupId { get; init; }

    public long? MigrateToChatId { get; init; }

    public long? MigrateFromChatId { get; init; }

    public JsonElement? Photo { get; init; }

    public JsonElement? Video { get; init; }

    public JsonElement? VideoNote { get; init; }

    public JsonElement? Animation { get; init; }

    public JsonElement? Voice { get; init; }

    public JsonElement? Audio { get; init; }

    public JsonElement? Document { get; init; }

    public JsonElement? Sticker { get; init; }

    public JsonElement? Location { get; init; }

    public JsonElement? Venue { get; init; }

    public JsonElement? Contact { get; init; }

    public JsonElement? Poll { get; init; }

    public JsonElement? Dice { get; init; }

    public JsonElement? Story { get; init; }
}
