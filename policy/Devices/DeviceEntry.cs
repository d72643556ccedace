using Moltbot.Policy.Scopes;

namespace Moltbot.Policy.Devices;

/// <summary>A device at the door, its signature verified: what it asks for, and by what it wants in.</summary>
/// <param name="Device">The device as proven.</param>
/// <param name="Role">The role asked for.</param>
/// <param name="AskedScopes">The scopes asked for, after defaulting.</param>
/// <param name="HasSharedSecret">Whether it presented the shared secret, which holds every scope of a tenant.</param>
/// <param name="CredentialId">The shared secret in force, presented or not; null when there is none.</param>
/// <param name="Token">What it presented as a token of its own.</param>
/// <param name="IsDirectLocal">Whether the connection is direct and local.</param>
public sealed record DeviceEntry(
    VerifiedDevice Device, string Role, IReadOnlyList<string> AskedScopes, bool HasSharedSecret, string? CredentialId, string? Token,
    bool IsDirectLocal)
{
    /// <summary>The verdict by the device's record: granted ⊆ asked ∩ the role's ∩ the token's or the secret's.</summary>
    /// <param name="record">The record; null when the device was never paired.</param>
    public DeviceEntryVerdict Judge(DeviceRecord? record)
    {
        DeviceRole? role = record?.Find(Role);
        DeviceToken? shown = HasSharedSecret ? null : role?.Find(Token, AskedScopes, CredentialId);
        if (!HasSharedSecret && shown is null)
        {
            return DeviceEntryVerdict.Refusal(DeviceEntryOutcome.Unauthorized);
        }

        IReadOnlyList<string>? secretsScopes = HasSharedSecret ? OperatorScopes.All : null;
        PairingDecision decision = DevicePairing.Decide(Device, record?.For(Role), Role, AskedScopes, secretsScopes, IsDirectLocal);
        if (!decision.MayGoOn)
        {
            return DeviceEntryVerdict.Refusal(DeviceEntryOutcome.PairingRequired);
        }

        // Silently paired it holds what it asked for, which lay within the secret's.
        return new DeviceEntryVerdict(
            decision.IsSilent ? DeviceEntryOutcome.PairedSilently : shown is null ? DeviceEntryOutcome.BySecret : DeviceEntryOutcome.ByToken,
            ScopeLattice.Grant(AskedScopes, role?.Scopes ?? AskedScopes, shown?.Scopes ?? OperatorScopes.All));
    }
}
