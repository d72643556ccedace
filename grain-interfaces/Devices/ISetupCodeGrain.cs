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

    /// <summary>Uses the code up, if it is good for this role and these scopes. Of many who try at once, one does.</summary>
    [Access(CallerRole.Grain), Alias("Redeem")]
    Task<bool> Redeem(string deviceId, string role, IReadOnlyList<string> scopes);

    /// <summary>Takes the code back; false when it is not good any more.</summary>
    [Access(Scope.Pairing), Alias("Withdraw")]
    Task<bool> Withdraw();
}
