namespace Moltbot.Protocol.Methods.Policy;

/// <summary>Asks what would become of a message on a channel, and why.</summary>
public sealed record PolicyAdmissionParams
{
    /// <summary>The channel.</summary>
    public required string Channel { get; init; }

    /// <summary>The account; the default one when left out.</summary>
    public string? AccountId { get; init; }

    /// <summary>The sender's immutable id.</summary>
    public required string SenderId { get; init; }

    /// <summary>The sender's user name.</summary>
    public string? SenderUsername { get; init; }

    /// <summary>The name shown.</summary>
    public string? SenderName { get; init; }

    /// <summary>The group it is written in; a direct message when left out.</summary>
    public string? GroupId { get; init; }

    /// <summary>The guild that the group is a channel of.</summary>
    public string? GroupSpace { get; init; }

    /// <summary>The topic or thread in the group.</summary>
    public string? ThreadId { get; init; }

    /// <summary>Whether it mentions the assistant.</summary>
    public bool? Mentioned { get; init; }

    /// <summary>Its text; a command counts as one.</summary>
    public string? Text { get; init; }
}
