namespace Moltbot.Gateway.Handshake;

/// <summary>Details of <c>pairing required</c>.</summary>
internal sealed record PairingHint
{
    public required string RequestId { get; init; }
}
