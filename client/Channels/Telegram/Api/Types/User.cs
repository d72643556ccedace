namespace Moltbot.Gateway.Channels.Telegram.Api;

/// <summary>A person or a bot. <c>Id</c> never changes; the names do, at their owner's will.</summary>
public sealed record User
{
    public required long Id { get; init; }

    public bool IsBot { get; init; }

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public string? Username { get; init; }

    /// <summary>Of bots, from getMe only.</summary>
    public bool? CanJoinGroups { get; init; }

    /// <summary>Of bots, from getMe only: whether BotFather's privacy mode is off.</summary>
    public bool? CanReadAllGroupMessages { get; init; }

    /// <summary>Of bots, from getMe only.</summary>
    public bool? SupportsInlineQueries { get; init; }

    /// <summary>Of bots, from getMe only: whether private chats may have topics.</summary>
    public bool HasTopicsEnabled { get; init; }
}
