using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Storage.Sealing;

namespace Moltbot.Conformance.Adapters.Storage;

/// <summary>The seed's rule about data at rest, asked of the envelope that every stored payload is sealed in.</summary>
public sealed class SealingArea : ICaseArea
{
    private const int Envelopes = 4096;
    private const int VersionBytes = 1;
    private const int SaltBytes = 16;

    public IEnumerable<CaseFunction> Functions => [new("encryptAtRest", Seal)];

    public IEnumerable<Difference> Differences => [];

    private static JsonNode? Seal(JsonElement input)
    {
        var (key, nonce, tag) = (input.Number("keyBytes"), input.Number("nonceBytes"), input.Number("tagBytes"));
        if (input.Text("algorithm") != "AES-256-GCM" || key != TenantKey.Size || nonce + tag + VersionBytes + SaltBytes != Envelope.Overhead)
        {
            throw new NotSupportedException($"payloads are sealed by AES-256-GCM, {TenantKey.Size} bytes of key and an envelope of {Envelope.Overhead}");
        }

        var secret = RandomNumberGenerator.GetBytes(TenantKey.Size);
        var (ours, theirs) = (new TenantKey("ours", secret), new TenantKey("theirs", secret));
        var payload = RandomNumberGenerator.GetBytes(100);
        var whole = ours.Seal("table", "row", payload);
        return new JsonObject
        {
            ["roundTrip"] = ours.Unseal("table", "row", whole).SequenceEqual(payload),
            ["tamperedByte"] = Enumerable.Range(0, whole.Length).All(at => IsRefused(ours, Altered(whole, at))) ? "error" : "opens",
            ["wrongTenantAssociatedData"] = IsRefused(theirs, whole) ? "error" : "opens",
            ["nonceReuse"] = RandomPartsOf(ours, payload).Distinct(StringComparer.Ordinal).Count() == Envelopes ? "never" : "seen",
        };
    }

    private static byte[] Altered(byte[] envelope, int at)
    {
        byte[] altered = [.. envelope];
        altered[at] ^= 1;
        return altered;
    }

    private static bool IsRefused(TenantKey key, byte[] envelope)
    {
        try
        {
            key.Unseal("table", "row", envelope);
            return false;
        }
        catch (SealBrokenException)
        {
            return true;
        }
    }

    /// <summary>Salt and nonce of many envelopes around the same payload: what must never come twice.</summary>
    private static IEnumerable<string> RandomPartsOf(TenantKey key, byte[] payload) => Enumerable.Range(0, Envelopes)
        .Select(_ => key.Seal("table", "row", payload))
        .Select(static envelope => Convert.ToHexString(envelope.AsSpan(VersionBytes, SaltBytes + 12)));
}
