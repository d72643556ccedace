namespace Moltbot.Protocol.Methods.Status;

/// <summary>Params of <c>set-heartbeats</c>.</summary>
public sealed record HeartbeatsSwitchParams
{
    /// <summary>Whether there are any.</summary>
    public required bool Enabled { get; init; }
}
