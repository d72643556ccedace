using Moltbot.Policy.Devices;
using Moltbot.Protocol.Methods.Connection;

namespace Moltbot.Identity.Gateways;

/// <summary>How a device shows a gateway that it is the one it says it is (protocol.md §2.3).</summary>
public static class DeviceProof
{
    /// <summary>The request with the device's signature over what it asks for and the gateway's challenge.</summary>
    /// <param name="request">Who connects, for what, and by which secret; all of that is signed as it stands here.</param>
    /// <param name="device">The device.</param>
    /// <param name="nonce">The gateway's challenge; a signature without one could be replayed.</param>
    /// <param name="time">The clock; a gateway accepts ten minutes of difference.</param>
    public static ConnectParams Signed(ConnectParams request, DeviceIdentity device, string nonce, TimeProvider time)
    {
        var signedAt = time.GetUtcNow().ToUnixTimeMilliseconds();
        var text = new DeviceAuthText(
            device.Id, request.Client.Id, request.Client.Mode, request.Role ?? "operator", request.Scopes ?? [], signedAt, request.Auth?.Token, nonce);
        return request with
        {
            Device = new ConnectDevice
            {
                Id = device.Id,
                PublicKey = device.PublicKey,
                Signature = DeviceSignature.Sign(device.PrivateKey, text.ToString()),
                SignedAt = signedAt,
                Nonce = nonce,
            },
        };
    }
}
