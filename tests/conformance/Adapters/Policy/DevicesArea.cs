using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Devices;

namespace Moltbot.Conformance.Adapters.Policy;

/// <summary>device_auth: keys, ids, texts and signatures of devices.</summary>
public sealed class DevicesArea : ICaseArea
{
    public IEnumerable<CaseFunction> Functions =>
    [
        new("buildDeviceAuthPayload", BuildText),
        new("deriveDeviceIdFromPublicKey", input => DevicePublicKey.DeriveDeviceId(input.Text("publicKey") ?? "")),
        new("normalizeDevicePublicKeyBase64Url", input => DevicePublicKey.Normalize(input.Text("publicKey") ?? "")),
        new("signDevicePayload", input =>
            DeviceSignature.Sign(Convert.FromHexString(input.Text("seedHex")!), input.Text("payload")!)),
        new("verifyDeviceSignature", input =>
            DeviceSignature.Verify(input.Text("publicKey") ?? "", input.Text("payload") ?? "", input.Text("signature") ?? "")),
    ];

    public IEnumerable<Difference> Differences => [];

    private static JsonNode? BuildText(JsonElement input)
    {
        var text = new DeviceAuthText(
            input.Text("deviceId")!, input.Text("clientId")!, input.Text("clientMode")!, input.Text("role")!,
            input.Texts("scopes") ?? [], (long)input.Number("signedAtMs")!, input.Text("token"), input.Text("nonce"));
        return input.Text("version") switch
        {
            "v1" => text.ToString(1),
            "v2" => text.ToString(2),
            _ => text.ToString(),
        };
    }
}
