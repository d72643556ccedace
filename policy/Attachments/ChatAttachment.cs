namespace Moltbot.Policy.Attachments;

/// <summary>An attachment of <c>chat.send</c>, as sent.</summary>
/// <param name="Type">What the client calls it.</param>
/// <param name="MimeType">What it says it is.</param>
/// <param name="FileName">Its name.</param>
/// <param name="Content">Base64, or a data URL; null when it is no text.</param>
public sealed record ChatAttachment(string? Type, string? MimeType, string? FileName, string? Content);
