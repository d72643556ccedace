namespace Moltbot.Policy.Replies.Media;

/// <summary>A model's answer taken apart: its text, and what it wants sent along.</summary>
/// <param name="Text">The text without the lines and tags that are not for people.</param>
/// <param name="Media">Web addresses and paths below the workspace (<c>./…</c>), in order.</param>
/// <param name="AsVoice">Whether sound is to be sent as a voice message.</param>
public sealed record MediaReply(string Text, IReadOnlyList<string> Media, bool AsVoice);
