using System.Text.Json.Nodes;

namespace Moltbot.TestSupport.Telegram;

/// <summary>A message that the bot sent and people can see.</summary>
public sealed record SimulatedMessage
{
    /// <summary>Its id.</summary>
    public required long MessageId { get; init; }

    /// <summary>The chat it is in.</summary>
    public required long ChatId { get; init; }

    /// <summary>What it says now, after edits.</summary>
    public required string Text { get; init; }

    /// <summary>The forum topic.</summary>
    public long? ThreadId { get; init; }

    /// <summary>The message it answers.</summary>
    public long? ReplyTo { get; init; }

    /// <summary>HTML or none.</summary>
    public string? ParseMode { get; init; }

    /// <summary>The picture above it, and by which method it came; null for none.</summary>
    public (byte[] Content, string ContentType, string Method)? Picture { get; init; }

    /// <summary>The bot's reaction on it.</summary>
    public string? Reaction { get; init; }

    /// <summary>The buttons below it, row by row: what they say, and what comes back.</summary>
    public IReadOnlyList<(string Text, string Data)> Buttons { get; init; } = [];

    /// <summary>When it was sent.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How often it was edited.</summary>
    public int Edits { get; init; }

    internal JsonObject ToJson(SimulatedBot bot, JsonObject chat) => new()
    {
        ["message_id"] = MessageId,
        ["from"] = bot.Me(),
        ["chat"] = chat.DeepClone(),
        ["date"] = At.ToUnixTimeSeconds(),
        ["text"] = Text,
    };
}
