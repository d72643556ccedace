namespace Moltbot.Gateway.Channels.Discord.Api;

/// <summary>A message that was passed on, as it was then.</summary>
internal sealed record MessageSnapshot
{
    public SnapshotMessage? Message { get; init; }
}
