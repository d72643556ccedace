namespace Moltbot.Gateway.Channels.Discord.Api;

/// <summary>A file of a message.</summary>
internal sealed record Attachment
{
    public string? ContentType { get; init; }
}
