namespace Moltbot.Protocol.Methods.Channels;

/// <summary>Asks how the channels are.</summary>
public sealed record ChannelsStatusParams
{
    /// <summary>Whether to ask the platforms.</summary>
    public bool? Probe { get; init; }

    /// <summary>Longest wait, at least 1000 applied, default 10000.</summary>
    public long? TimeoutMs { get; init; }
}
