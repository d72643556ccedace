namespace Moltbot.Protocol.Methods.Status;

/// <summary>Asks for the health summary.</summary>
public sealed record HealthParams
{
    /// <summary>Whether to look anew instead of answering from the last 60 s.</summary>
    public required bool Probe { get; init; }
}
