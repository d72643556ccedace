namespace Moltbot.Policy.Devices;

/// <summary>Whether a connecting device is paired, may be paired at once, or has to wait for approval.</summary>
/// <param name="Need">Why approval is needed.</param>
/// <param name="IsSilent">Whether it is given at once, without asking anybody. Never for an upgrade.</param>
public readonly record struct PairingDecision(PairingNeed Need, bool IsSilent)
{
    /// <summary>Whether the device may go on now.</summary>
    public bool MayGoOn => Need == PairingNeed.None || IsSilent;
}
