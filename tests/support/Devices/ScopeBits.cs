using Moltbot.Policy.Scopes;

namespace Moltbot.TestSupport.Devices;

/// <summary>Scopes as bits, and what holding some amounts to: written anew, so that policy is not a witness for itself.</summary>
internal static class ScopeBits
{
    private const int Read = 1, Write = 2, Admin = 4, Approvals = 8, Pairing = 16, Foreign = 32;

    /// <summary>The scopes of a tenant.</summary>
    public const int Every = Read | Write | Admin | Approvals | Pairing;

    public static int Of(IEnumerable<string> scopes)
    {
        int bits = 0;
        foreach (string scope in scopes)
        {
            bits |= scope switch
            {
                OperatorScopes.Read => Read,
                OperatorScopes.Write => Write,
                OperatorScopes.Admin => Admin,
                OperatorScopes.Approvals => Approvals,
                OperatorScopes.Pairing => Pairing,
                _ => Foreign,
            };
        }

        return bits;
    }

    /// <summary>Whether all of <paramref name="wanted"/> is named in <paramref name="held"/>.</summary>
    public static bool Names(int held, int wanted) => (wanted & ~held) == 0;

    /// <summary>Whether who holds <paramref name="held"/> may do all of <paramref name="wanted"/>; a foreign text is nobody's.</summary>
    public static bool Covers(int held, int wanted) => (wanted & ~Amounts(held)) == 0;

    /// <summary>All that holding these amounts to.</summary>
    public static int Amounts(int held) =>
        (held & Admin) != 0 ? Every
        : (held & Write) != 0 ? (held & Every) | Read
        : held & Every;
}
