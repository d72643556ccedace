namespace Moltbot.Protocol.Methods.Agents;

/// <summary>Model and usage of a run.</summary>
public sealed record AgentModelMeta
{
    /// <summary>Transcript.</summary>
    public required string SessionId { get; init; }

    /// <summary>Provider.</summary>
    public required string Provider { get; init; }

    /// <summary>Model.</summary>
    public required string Model { get; init; }

    /// <summary>Tokens.</summary>
    public AgentUsage? Usage { get; init; }
}
