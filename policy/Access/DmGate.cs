namespace Moltbot.Policy.Access;

/// <summary>The gate every channel's direct messages pass (security.md §2).</summary>
public static class DmGate
{
    /// <param name="policy">The account's policy.</param>
    /// <param name="isListed">Whether the configured list names the sender or holds a <c>*</c>.</param>
    /// <param name="isApproved">Whether the sender was approved by a pairing code.</param>
    public static DmVerdict Decide(DmPolicy policy, bool isListed, bool isApproved) => policy switch
    {
        DmPolicy.Open => DmVerdict.Accept,
        DmPolicy.Allowlist or DmPolicy.Pairing when isListed || isApproved => DmVerdict.Accept,
        DmPolicy.Pairing => DmVerdict.OfferPairing,
        _ => DmVerdict.Drop,
    };
}
