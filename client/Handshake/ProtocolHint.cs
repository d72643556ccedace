namespace Moltbot.Gateway.Handshake;

/// <summary>Details of <c>protocol mismatch</c>.</summary>
internal sealed record ProtocolHint
{
    public required int ExpectedProtocol { get; init; }
}
