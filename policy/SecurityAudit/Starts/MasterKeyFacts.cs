using System.Text.Json.Nodes;

namespace Moltbot.Policy.SecurityAudit.Starts;

/// <summary>What there is to say of the key that seals all that is stored, but the key.</summary>
/// <param name="Source">Where it came from: <see cref="Variable"/> or <see cref="FileName"/>.</param>
/// <param name="IsWeak">Whether it can be guessed.</param>
public sealed record MasterKeyFacts(string Source, bool IsWeak)
{
    public const string Variable = "MOLTBOT_MASTER_KEY";

    /// <summary>In the state folder.</summary>
    public const string FileName = "master.key";

    /// <summary>The bytes of a key.</summary>
    public const int Bytes = 32;

    private const int FewestDifferent = 12;

    /// <summary>Judges a key.</summary>
    /// <param name="source">Where it came from.</param>
    /// <param name="text">Its base64 form.</param>
    public static MasterKeyFacts Of(string source, string text) => new(source, !IsStrong(text.Trim()));

    internal static MasterKeyFacts? Read(JsonNode? json) =>
        GatewayStart.Text(json, "source") is (Variable or FileName) and var source && GatewayStart.Flag(json, "weak") is { } isWeak ? new MasterKeyFacts(source, isWeak) : null;

    internal JsonObject Json() => new() { ["source"] = Source, ["weak"] = IsWeak };

    private static bool IsStrong(string text)
    {
        Span<byte> key = stackalloc byte[Bytes];
        if (!Convert.TryFromBase64String(text, key, out var written) || written != Bytes)
        {
            return false;
        }

        // Of 32 random bytes all but a few differ; letters of a sentence come again and again.
        var different = new HashSet<byte>();
        var letters = 0;
        foreach (var each in key)
        {
            different.Add(each);
            letters += each is >= 0x20 and < 0x7f ? 1 : 0;
        }

        return different.Count >= FewestDifferent && letters < Bytes;
    }
}
