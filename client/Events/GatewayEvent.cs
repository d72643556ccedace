using Moltbot.Protocol.Events;

namespace Moltbot.Gateway.Events;

/// <summary>An event on its way to clients, encoded once for all of them.</summary>
internal sealed record GatewayEvent(EncodedEvent Encoded, bool IsDroppable)
{
    /// <summary>The session it is of, canonical; null for none, or when it is not known.</summary>
    public string? CanonicalKey { get; init; }

    /// <summary>The session it is of, as its caller wrote it; null for none.</summary>
    public string? SessionKey { get; init; }

    /// <summary>The run it is of; null for none.</summary>
    public string? RunId { get; init; }

    /// <summary>The one connection it is for; null for all that may receive it.</summary>
    public string? ConnectionId { get; init; }
}
