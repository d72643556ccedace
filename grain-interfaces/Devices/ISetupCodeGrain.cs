using Moltbot.GrainInterfaces.Security;

namespace Moltbot.GrainInterfaces.Devices;

/// <summary>One setup code. Key: <see cref="SetupCode.KeyOf"/>.</summary>
[Alias("moltbot.ISetupCodeGrain")]
public interface ISetupCodeGrain : IGrainWithStringKey
{
    /// <summary>Makes the code good. Its scopes are within the caller's.</summary>
    /// <returns>What was wrong, and what is allowed; null when nothing was.</returns>
    [Access(Scope.Pairing), Alias("Offer")]
    Task<string?> Offer(SetupOffer offer);

    /// <summary>
    /// Uses the code up, if it is good for this role and these scopes, and whoever made it could still make it. Of many who try at
    /// once, one does.
    /// </summary>
    /// <param name="deviceId">Who shows it.</param>
    /// <param name="role">The role asked for.</param>
    /// <param name="scopes">The scopes asked for.</param>
    /// <param name="credentialId">The shared secret in force; null when there is none.</param>
    [Access(CallerRole.Grain), Alias("Redeem")]
    Task<bool> Redeem(string deviceId, string role, IReadOnlyList<string> scopes, string? credentialId);

    /// <summary>Takes the code back; false when it is not good any more.</summary>
    [Access(Scope.Pairing), Alias("Withdraw")]
    Task<bool> Withdraw();
}
