namespace Moltbot.Gateway.Channels.Discord.Api;

/// <summary>What is left of a message that was passed on.</summary>
internal sealed record SnapshotMessage
{
    public string? Content { get; init; }

    public IReadOnlyList<Attachment>? Attachments { get; init; }
}
