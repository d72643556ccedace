namespace Moltbot.Protocol.Methods.Models;

/// <summary>The models that can be chosen.</summary>
public sealed record ModelsListResult
{
    /// <summary>In order of the configuration.</summary>
    public required IReadOnlyList<ModelChoice> Models { get; init; }
}
