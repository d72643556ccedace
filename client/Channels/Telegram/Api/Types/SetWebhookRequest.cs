namespace Moltbot.Gateway.Channels.Telegram.Api;

internal sealed record SetWebhookRequest(string Url, string SecretToken, IReadOnlyList<string> AllowedUpdates);
