namespace Moltbot.Policy.Workspaces;

/// <summary>For whom a prompt tells of a workspace's files. What is left out lets it tell less.</summary>
public sealed record ContextReader
{
    /// <summary>Whether nobody is heard in the turn, and nobody reads along, but operators by a client and the owner in a direct chat.</summary>
    public bool IsOwners { get; init; }

    /// <summary>Whether it is the agent's main session.</summary>
    public bool IsMain { get; init; }

    /// <summary>Whether it is a sub-agent's session.</summary>
    public bool IsSubagent { get; init; }

    /// <summary>Whether it is a heartbeat.</summary>
    public bool IsHeartbeat { get; init; }

    /// <summary>Whether the session's tools see the agent's workspace anyway.</summary>
    public bool SeesWorkspace { get; init; }
}
