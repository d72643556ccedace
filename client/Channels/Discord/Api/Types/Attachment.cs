namespace Moltbot.Gateway.Channels.Discord.Api;

/// <summary>A file of a message.</summary>
internal sealed record Attachment
{
    public string? ContentType { get; init; }

    public string? Filename { get; init; }

    /// <summary>Bytes.</summary>
    public long? Size { get; init; }

    /// <summary>Where it is, signed and for some time.</summary>
    public string? Url { get; init; }
}
