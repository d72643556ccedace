namespace Moltbot.Gateway.Channels.Discord.Probing;

/// <summary>What the bot belongs to.</summary>
internal sealed record ProbedApplication(string Id, long? Flags, ProbedIntents? Intents);
