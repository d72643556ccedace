using Moltbot.Policy.Devices;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Limits;

namespace Moltbot.Gateway.Handshake;

/// <summary>A handshake that ends: the answer, and the code to close with; the answer's message is the reason.</summary>
internal sealed record HandshakeRejection(GatewayError Error, int CloseCode)
{
    public static HandshakeRejection Of(GatewayError error) => new(error, CloseCodes.PolicyViolation);

    public static HandshakeRejection Of(HandshakeRefusal refusal) =>
        new(new GatewayError(refusal.Code, refusal.Message), refusal.CloseCode);
}
