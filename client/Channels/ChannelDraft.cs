namespace Moltbot.Gateway.Channels;

/// <summary>An answer while it is being written.</summary>
/// <param name="ChatId">The chat.</param>
/// <param name="ThreadId">The thread or topic.</param>
/// <param name="RunId">The run that writes it.</param>
/// <param name="Text">All it wrote so far.</param>
public sealed record ChannelDraft(string ChatId, string? ThreadId, string RunId, string Text);
