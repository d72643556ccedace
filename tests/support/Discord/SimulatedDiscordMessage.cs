namespace Moltbot.TestSupport.Discord;

/// <summary>A message that the bot sent and people can see.</summary>
public sealed record SimulatedDiscordMessage
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The channel it is in.</summary>
    public required string ChannelId { get; init; }

    /// <summary>What it says now, after edits.</summary>
    public required string Content { get; init; }

    /// <summary>The message it answers.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>The interaction whose response it is.</summary>
    public string? InteractionId { get; init; }

    /// <summary>Whether links in it get a preview.</summary>
    public bool HasEmbeds { get; init; }

    /// <summary>What in its text may alert people: <c>users</c>, <c>roles</c>, <c>everyone</c>.</summary>
    public IReadOnlyList<string> Alerts { get; init; } = [];

    /// <summary>The picture with it.</summary>
    public byte[]? Picture { get; init; }

    /// <summary>When it was sent.</summary>
    public required DateTimeOffset At { get; init; }
}
