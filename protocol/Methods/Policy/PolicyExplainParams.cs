namespace Moltbot.Protocol.Methods.Policy;

/// <summary>Asks whether an agent may use a tool, and why. What is left out is taken from the session, if there is one.</summary>
public sealed record PolicyExplainParams
{
    /// <summary>The tool, by any of its names.</summary>
    public required string Tool { get; init; }

    /// <summary>The agent; that of the session, else the default one, when left out.</summary>
    public string? AgentId { get; init; }

    /// <summary>The session; the one that channel, group and sender lead to, else the agent's main one, when left out.</summary>
    public string? SessionKey { get; init; }

    /// <summary>The session that spawned it.</summary>
    public string? SpawnedBy { get; init; }

    /// <summary>The model, as <c>provider/model</c>; the session's when left out.</summary>
    public string? Model { get; init; }

    /// <summary>The channel that is written from.</summary>
    public string? Channel { get; init; }

    /// <summary>The account on it; the default one when left out.</summary>
    public string? AccountId { get; init; }

    /// <summary>The group that is written in.</summary>
    public string? GroupId { get; init; }

    /// <summary>The server or team around the group, by id or name.</summary>
    public string? GroupSpace { get; init; }

    /// <summary>The group's name.</summary>
    public string? GroupChannel { get; init; }

    /// <summary>The sender's immutable id.</summary>
    public string? SenderId { get; init; }

    /// <summary>The sender's user name.</summary>
    public string? SenderUsername { get; init; }

    /// <summary>The name shown.</summary>
    public string? SenderName { get; init; }

    /// <summary>The sender's telephone number.</summary>
    public string? SenderPhone { get; init; }
}
