using Moltbot.GrainInterfaces.Security;

namespace Moltbot.GrainInterfaces.Limits;

/// <summary>
/// Counts failed attempts against credentials, shared by all gateways; loopback is counted like any other address (B1). Key:
/// <see cref="GrainKey.ForBucket"/> with the canonical address or the account.
/// </summary>
[Alias("moltbot.ILimiterGrain")]
public interface ILimiterGrain : IGrainWithStringKey
{
    /// <summary>How long the caller must wait before the next attempt, milliseconds; 0 when it may try now.</summary>
    [Access(CallerRole.Gateway), Alias("Wait")]
    Task<long> Wait();

    /// <summary>An attempt failed.</summary>
    [Access(CallerRole.Gateway), Alias("Failed")]
    Task<long> Failed();
}
