namespace Moltbot.Policy.Access.Pairing;

/// <summary>The code a stranger reads to the owner (security.md §3).</summary>
public static class PairingCode
{
    /// <summary>No 0, O, 1 or I: they are mistaken for one another. 32 characters, so five random bits make one.</summary>
    public const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    public const int Length = 8;

    /// <summary>Makes a code that none of the pending ones equals.</summary>
    /// <param name="taken">The pending codes.</param>
    /// <param name="fillRandom">Fills the span with cryptographic randomness.</param>
    public static string Create(IReadOnlyCollection<string> taken, Action<byte[]> fillRandom)
    {
        var bytes = new byte[Length];
        for (var attempt = 0; attempt < 500; attempt++)
        {
            fillRandom(bytes);
            var code = string.Concat(bytes.Select(value => Alphabet[value % Alphabet.Length]));
            if (!taken.Contains(code, StringComparer.Ordinal))
            {
                return code;
            }
        }

        throw new InvalidOperationException("no free pairing code was found in 500 tries; the source of randomness is broken");
    }

    /// <summary>A code as typed by a person, made comparable.</summary>
    public static string Normalize(string? typed) => (typed ?? "").Trim().ToUpperInvariant();

    /// <summary>Whether the text could be a code at all.</summary>
    public static bool IsValid(string code) =>
        code.Length == Length && code.All(c => Alphabet.Contains(c, StringComparison.Ordinal));
}
