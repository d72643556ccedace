using System.Text.Json;

namespace Moltbot.Gateway.Channels.Discord.Api;

/// <summary>A message. Media are known by their presence only.</summary>
internal sealed record Message
{
    public required string Id { get; init; }

    public required string ChannelId { get; init; }

    public string? GuildId { get; init; }

    /// <summary>Null in some updates, which then tell of something else than the text.</summary>
    public User? Author { get; init; }

    public Member? Member { get; init; }

    /// <summary>Empty for messages that the bot may not read.</summary>
    public string? Content { get; init; }

    public string? Timestamp { get; init; }

    /// <summary>Set when the author changed it; links that get a preview change nothing here.</summary>
    public string? EditedTimestamp { get; init; }

    public int Type { get; init; }

    public bool MentionEveryone { get; init; }

    public IReadOnlyList<User>? Mentions { get; init; }

    public IReadOnlyList<string>? MentionRoles { get; init; }

    public IReadOnlyList<Attachment>? Attachments { get; init; }

    public JsonElement? StickerItems { get; init; }

    public JsonElement? Poll { get; init; }

    public MessageReference? MessageReference { get; init; }

    public Message? ReferencedMessage { get; init; }

    public IReadOnlyList<MessageSnapshot>? MessageSnapshots { get; init; }

    /// <summary>Set when a webhook wrote it, under any name it likes.</summary>
    public string? WebhookId { get; init; }
}
