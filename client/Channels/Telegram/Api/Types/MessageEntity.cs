namespace Moltbot.Gateway.Channels.Telegram.Api;

/// <summary>A marked part of a text; offset and length count UTF-16 units.</summary>
public sealed record MessageEntity
{
    public required string Type { get; init; }

    public required int Offset { get; init; }

    public required int Length { get; init; }

    public string? Url { get; init; }

    /// <summary>Who is meant by a <c>text_mention</c>.</summary>
    public User? User { get; init; }
}
