namespace Moltbot.Gateway.Channels.Telegram.Api;

/// <summary>Parameters of sendMessageDraft: a text shown in a topic of a private chat while it is being written.</summary>
public sealed record SendMessageDraftRequest
{
    public required long ChatId { get; init; }

    public long? MessageThreadId { get; init; }

    /// <summary>Names the draft, never 0; the next text with it takes the place of this one.</summary>
    public required long DraftId { get; init; }

    public required string Text { get; init; }

    /// <summary><c>HTML</c>, or null for the text as it is.</summary>
    public string? ParseMode { get; init; }
}
