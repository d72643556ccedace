using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Moltbot.TestSupport.Gateway;

namespace Moltbot.Conformance.Golden;

/// <summary>
/// Signs a recorded <c>connect</c> anew, since nonce and time differ. What the recording did wrong on purpose is hidden behind
/// placeholders and follows from the refusal it got.
/// </summary>
internal static partial class GoldenConnect
{
    private const long ElevenMinutes = 11 * 60_000;
    private const int ShortestRealSignature = 80;

    internal static void Resign(JsonObject recorded, JsonObject filled, string? nonce, string? refusal, string note)
    {
        if (recorded["device"] is not JsonObject device || filled["device"] is not JsonObject sent || SignerOf(device) is not { } signer)
        {
            return;
        }

        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var skew = refusal == "device signature expired" ? ElevenMinutes : 0;
        var isAhead = note.Contains("ahead", StringComparison.Ordinal) || note.Contains("future", StringComparison.Ordinal);
        var signedAt = (string?)device["signedAt"]?.ToString() == "<ms>" ? now + (isAhead ? skew : -skew) : (long)device["signedAt"]!;
        var signedNonce = device.ContainsKey("nonce") ? refusal == "device nonce mismatch" ? Guid.NewGuid().ToString() : nonce : null;
        var signed = signer.Sign(filled, signedAt, signedNonce);
        sent["signedAt"] = signedAt;
        if (signedNonce is not null)
        {
            sent["nonce"] = signedNonce;
        }

        var isWrongOnPurpose = refusal == "device signature invalid" || ((string?)device["signature"])?.Length < ShortestRealSignature;
        if (!isWrongOnPurpose)
        {
            sent["signature"] = signed["signature"]!.DeepClone();
        }
    }

    private static TestDevice? SignerOf(JsonObject device)
    {
        var match = Key().Match($"{device["publicKey"]} {device["id"]}");
        return match.Success ? TestDevice.Recorded(match.Groups["device"].Value[0]) : null;
    }

    [GeneratedRegex("<(publicKey|deviceId):(?<device>[A-Z])>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Key();
}
