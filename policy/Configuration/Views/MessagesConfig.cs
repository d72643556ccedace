namespace Moltbot.Policy.Configuration.Views;

/// <summary><c>messages</c>: how messages come in and go out.</summary>
public sealed record MessagesConfig
{
    /// <summary>Put before what a person wrote; null when not set.</summary>
    public string? MessagePrefix { get; init; }

    /// <summary>Put before answers; placeholders and <c>auto</c> as in the original. Null when not set.</summary>
    public string? ResponsePrefix { get; init; }

    public GroupChatConfig? GroupChat { get; init; }

    public QueueConfig Queue { get; init; } = new();

    public InboundConfig Inbound { get; init; } = new();

    /// <summary>Emoji of the acknowledgement; null for the agent's own, empty for none.</summary>
    public string? AckReaction { get; init; }

    /// <summary><c>group-mentions</c>, <c>group-all</c>, <c>direct</c> or <c>all</c>.</summary>
    public string AckReactionScope { get; init; } = "group-mentions";

    public bool RemoveAckAfterReply { get; init; }

    internal static MessagesConfig From(ConfigSection section) => new()
    {
        MessagePrefix = section.String("messagePrefix"),
        ResponsePrefix = section.String("responsePrefix"),
        GroupChat = GroupChatConfig.From(section.Section("groupChat")),
        Queue = QueueConfig.From(section.Section("queue")),
        Inbound = InboundConfig.From(section.Section("inbound")),
        AckReaction = section.String("ackReaction"),
        AckReactionScope = section.String("ackReactionScope") ?? "group-mentions",
        RemoveAckAfterReply = section.Bool("removeAckAfterReply") ?? false,
    };
}
