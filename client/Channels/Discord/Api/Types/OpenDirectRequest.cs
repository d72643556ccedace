namespace Moltbot.Gateway.Channels.Discord.Api;

internal sealed record OpenDirectRequest(string RecipientId);
