namespace Moltbot.Gateway.Channels.Telegram.Api;

/// <summary>The reactions of one person, or of a chat in its own name, to a message, before and after.</summary>
public sealed record MessageReactionUpdated
{
    public required Chat Chat { get; init; }

    public required long MessageId { get; init; }

    public User? User { get; init; }

    public Chat? ActorChat { get; init; }

    public long Date { get; init; }

    public IReadOnlyList<ReactionType>? OldReaction { get; init; }

    public IReadOnlyList<ReactionType>? NewReaction { get; init; }
}
