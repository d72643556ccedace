namespace Moltbot.Gateway.Channels.Discord.Api;

/// <summary>The message that another one answers or passes on.</summary>
internal sealed record MessageReference
{
    public const int Reply = 0;
    public const int Forward = 1;

    public int? Type { get; init; }

    public string? MessageId { get; init; }

    /// <summary>Of a message to send: whether it is refused when the other one is gone.</summary>
    public bool? FailIfNotExists { get; init; }
}
