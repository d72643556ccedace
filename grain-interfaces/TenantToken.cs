namespace Moltbot.GrainInterfaces;

/// <summary>
/// Tokens that name their tenant, <c>mbt_&lt;tenant&gt;_&lt;secret&gt;</c>: a gateway finds the tenant by them. Those of the installation's own
/// tenant are plain, as the original's are.
/// </summary>
public static class TenantToken
{
    private const string Start = "mbt_";

    /// <summary>How the tokens of a tenant begin.</summary>
    public static string PrefixOf(string tenant) => $"{Start}{TenantId.Check(tenant)}_";

    /// <summary>A tenant's token with this secret.</summary>
    public static string Of(string tenant, string secret) => tenant == TenantId.Default ? secret : PrefixOf(tenant) + secret;

    /// <summary>The tenant a token names; null when it names none.</summary>
    public static string? TenantOf(string? token)
    {
        if (token is null || !token.StartsWith(Start, StringComparison.Ordinal))
        {
            return null;
        }

        int end = token.IndexOf('_', Start.Length);
        return end > 0 && TenantId.IsValid(token[Start.Length..end]) ? token[Start.Length..end] : null;
    }
}
