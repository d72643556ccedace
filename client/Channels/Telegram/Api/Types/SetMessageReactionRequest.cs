namespace Moltbot.Gateway.Channels.Telegram.Api;

/// <summary>Parameters of setMessageReaction: what the bot's reactions are from now on.</summary>
internal sealed record SetMessageReactionRequest(long ChatId, long MessageId, IReadOnlyList<ReactionType> Reaction);
