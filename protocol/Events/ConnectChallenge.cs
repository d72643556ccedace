namespace Moltbot.Protocol.Events;

/// <summary>First event of a connection.</summary>
public sealed record ConnectChallenge
{
    /// <summary>To be signed.</summary>
    public required string Nonce { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    public required long Ts { get; init; }
}
