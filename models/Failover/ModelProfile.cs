namespace Moltbot.Models.Failover;

/// <summary>One credential for a provider (auth profile).</summary>
/// <param name="Id">Its id, such as <c>anthropic:default</c>; unique in the tenant.</param>
/// <param name="Kind"><c>oauth</c>, <c>token</c> or <c>api_key</c>.</param>
/// <param name="Secret">What is sent; null for servers that want none.</param>
public sealed record ModelProfile(string Id, string Kind, string? Secret)
{
    /// <summary>Never prints the secret.</summary>
    public override string ToString() => $"{Id} ({Kind})";
}
