namespace Moltbot.Policy.Attachments;

/// <summary>An image for the model.</summary>
/// <param name="Data">Base64.</param>
/// <param name="MimeType">What its bytes say it is; what the client said where they say nothing.</param>
/// <param name="FileName">Its name without control characters; null when it has none.</param>
public sealed record ChatImage(string Data, string MimeType, string? FileName);
