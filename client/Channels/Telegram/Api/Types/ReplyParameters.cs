namespace Moltbot.Gateway.Channels.Telegram.Api;

/// <summary>Which message is answered.</summary>
public sealed record ReplyParameters
{
    public required long MessageId { get; init; }

    public bool AllowSendingWithoutReply { get; init; }
}
