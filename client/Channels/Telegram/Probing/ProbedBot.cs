namespace Moltbot.Gateway.Channels.Telegram.Probing;

/// <summary>Who the bot is and what it may do.</summary>
internal sealed record ProbedBot(long Id, string? Username, bool? CanJoinGroups, bool? CanReadAllGroupMessages, bool? SupportsInlineQueries);
