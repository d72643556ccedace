namespace Moltbot.Protocol.Events;

/// <summary>The wake words changed.</summary>
public sealed record VoiceWakeChanged
{
    /// <summary>All of them.</summary>
    public required IReadOnlyList<string> Triggers { get; init; }
}
