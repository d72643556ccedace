using Moltbot.GrainInterfaces.Channels;

namespace Moltbot.GrainInterfaces.Policy;

/// <summary>A message that somebody might write through a channel account.</summary>
[GenerateSerializer, Alias("moltbot.AdmissionQuestion"), Immutable]
public sealed record AdmissionQuestion
{
    /// <summary>The sender's immutable id.</summary>
    [Id(0)] public required string SenderId { get; init; }

    /// <summary>The sender's user name; its owner can change it.</summary>
    [Id(1)] public string? SenderUsername { get; init; }

    /// <summary>The name shown; its owner can change it.</summary>
    [Id(2)] public string? SenderName { get; init; }

    /// <summary>The group it is written in; null for a direct message.</summary>
    [Id(3)] public string? GroupId { get; init; }

    /// <summary>The forum topic or thread in the group.</summary>
    [Id(4)] public string? ThreadId { get; init; }

    /// <summary>What kind of chat the group is; of no account in a direct message.</summary>
    [Id(5)] public ChatKind GroupKind { get; init; } = ChatKind.Group;

    /// <summary>Whether it mentions the assistant.</summary>
    [Id(6)] public bool MentionsBot { get; init; }

    /// <summary>Its text.</summary>
    [Id(7)] public string Text { get; init; } = "";

    /// <summary>The guild that the group is a channel of; null where there are none.</summary>
    [Id(8)] public string? SpaceId { get; init; }
}
