namespace Moltbot.Protocol.Methods.Sandboxes;

/// <summary>The sandboxes that are meant, and which runners said so.</summary>
public sealed record SandboxListResult
{
    /// <summary>The sandboxes; of each runner the one used last first.</summary>
    public required IReadOnlyList<SandboxRow> Sandboxes { get; init; }

    /// <summary>The runners that were asked.</summary>
    public required IReadOnlyList<SandboxRunner> Runners { get; init; }
}
