namespace Moltbot.Protocol.Methods.Outbound;

/// <summary>Sends a message to a channel.</summary>
public sealed record SendParams
{
    /// <summary>Recipient.</summary>
    public required string To { get; init; }

    /// <summary>Text.</summary>
    public required string Message { get; init; }

    /// <summary>Media.</summary>
    public string? MediaUrl { get; init; }

    /// <summary>More media.</summary>
    public IReadOnlyList<string>? MediaUrls { get; init; }

    /// <summary>Whether videos play like GIFs.</summary>
    public bool? GifPlayback { get; init; }

    /// <summary>Channel, default <c>whatsapp</c>.</summary>
    public string? Channel { get; init; }

    /// <summary>Account of the channel.</summary>
    public string? AccountId { get; init; }

    /// <summary>Session that remembers it.</summary>
    public string? SessionKey { get; init; }

    /// <summary>Names this send; the same key sends once.</summary>
    public required string IdempotencyKey { get; init; }
}
