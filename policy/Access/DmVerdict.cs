namespace Moltbot.Policy.Access;

/// <summary>What happens to a direct message.</summary>
public enum DmVerdict
{
    Drop,
    Accept,

    /// <summary>Drop it, and offer the sender a pairing code.</summary>
    OfferPairing,
}
