namespace Moltbot.Protocol.Methods.Channels;

/// <summary>How a channel is shown.</summary>
public sealed record ChannelMeta
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Label { get; init; }

    /// <summary>Its longer name.</summary>
    public required string DetailLabel { get; init; }

    /// <summary>Its symbol.</summary>
    public string? SystemImage { get; init; }
}
