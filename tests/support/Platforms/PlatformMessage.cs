namespace Moltbot.TestSupport.Platforms;

/// <summary>A message that the bot sent and people can see.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ChatId">The chat it is in.</param>
/// <param name="Text">What it says.</param>
/// <param name="ReplyTo">The message it answers.</param>
/// <param name="Picture">The picture with it; null for none.</param>
public sealed record PlatformMessage(string Id, string ChatId, string Text, string? ReplyTo, byte[]? Picture = null);
