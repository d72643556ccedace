namespace Moltbot.Protocol.Methods.Nodes;

/// <summary>Why a node failed.</summary>
public sealed record NodeError
{
    /// <summary>Its code.</summary>
    public string? Code { get; init; }

    /// <summary>Its message.</summary>
    public string? Message { get; init; }
}
