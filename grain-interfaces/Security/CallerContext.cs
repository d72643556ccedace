namespace Moltbot.GrainInterfaces.Security;

/// <summary>Carries the caller's claim with the calls it makes.</summary>
public static class CallerContext
{
    /// <summary>The claim that the next grain checks.</summary>
    public const string ClaimKey = "moltbot.claim";

    /// <summary>The claim that the current grain was called with, for rules such as "never grant more than the granter has".</summary>
    public const string CallerKey = "moltbot.caller";

    /// <summary>The claim that calls made from here carry; null when none was set.</summary>
    public static CallerClaim? Current => RequestContext.Get(ClaimKey) as CallerClaim;

    /// <summary>Whoever called the grain that runs now; null when the runtime did (a timer, a reminder).</summary>
    public static CallerClaim? Caller => RequestContext.Get(CallerKey) as CallerClaim;

    /// <summary>Makes the calls of the current flow carry a claim.</summary>
    public static void Use(CallerClaim claim) => Set(ClaimKey, claim);

    /// <summary>Notes whoever called the grain that runs now; null for the runtime.</summary>
    public static void CalledBy(CallerClaim? claim) => Set(CallerKey, claim);

    // Each change copies what the flow carries, and most calls are from grain to grain, where nothing changes.
    private static void Set(string key, CallerClaim? claim)
    {
        if (claim is null)
        {
            RequestContext.Remove(key);
        }
        else if (!claim.Equals(RequestContext.Get(key)))
        {
            RequestContext.Set(key, claim);
        }
    }
}
