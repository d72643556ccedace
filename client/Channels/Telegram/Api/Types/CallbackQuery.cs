namespace Moltbot.Gateway.Channels.Telegram.Api;

/// <summary>A pressed button. <c>From</c> is who pressed it, not who sent the message.</summary>
public sealed record CallbackQuery
{
    public required string Id { get; init; }

    public required User From { get; init; }

    public Message? Message { get; init; }

    public string? InlineMessageId { get; init; }

    public string? Data { get; init; }
}
