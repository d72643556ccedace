namespace Moltbot.Protocol.Methods.Status;

/// <summary>Answer to <c>set-heartbeats</c>.</summary>
public sealed record HeartbeatsSwitch
{
    /// <summary>Always true.</summary>
    public required bool Ok { get; init; }

    /// <summary>As asked.</summary>
    public required bool Enabled { get; init; }
}
