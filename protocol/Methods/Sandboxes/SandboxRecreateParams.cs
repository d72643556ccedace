namespace Moltbot.Protocol.Methods.Sandboxes;

/// <summary>Which sandboxes are thrown away; exactly one of the first four says it.</summary>
public sealed record SandboxRecreateParams
{
    /// <summary>All of the tenant.</summary>
    public bool? All { get; init; }

    /// <summary>See <see cref="SandboxListParams.Key"/>.</summary>
    public string? Key { get; init; }

    /// <summary>See <see cref="SandboxListParams.SessionKey"/>.</summary>
    public string? SessionKey { get; init; }

    /// <summary>See <see cref="SandboxListParams.AgentId"/>.</summary>
    public string? AgentId { get; init; }

    /// <summary>Whether also those that a call is being made in; the call is cancelled.</summary>
    public bool? Force { get; init; }
}
