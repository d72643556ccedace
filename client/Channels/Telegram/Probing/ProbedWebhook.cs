namespace Moltbot.Gateway.Channels.Telegram.Probing;

/// <summary>Where Telegram posts updates. The address ends in a secret part, so its host alone is told.</summary>
internal sealed record ProbedWebhook(string? Url, bool? HasCustomCert, int PendingUpdates, string? LastError);
