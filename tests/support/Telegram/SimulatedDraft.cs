namespace Moltbot.TestSupport.Telegram;

/// <summary>A text that a person saw growing before the message came.</summary>
public sealed record SimulatedDraft(long ChatId, long? ThreadId, long DraftId, string Text);
