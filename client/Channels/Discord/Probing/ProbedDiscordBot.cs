namespace Moltbot.Gateway.Channels.Discord.Probing;

/// <summary>Who the bot is.</summary>
internal sealed record ProbedDiscordBot(string Id, string? Username);
