namespace Moltbot.Policy.Access.Allowlists;

/// <summary>Whether a list names somebody, and by which entry.</summary>
/// <param name="Allowed">Whether it does.</param>
/// <param name="Key">The entry that matched, as compared.</param>
/// <param name="Source">What of the sender it matched: one of <see cref="MatchSources"/>.</param>
public sealed record AllowMatch(bool Allowed, string? Key = null, string? Source = null)
{
    public static readonly AllowMatch None = new(false);

    public static readonly AllowMatch Everybody = new(true, "*", MatchSources.Wildcard);

    public static AllowMatch By(string key, string source) => new(true, key, source);

    /// <summary>The match as logs show it.</summary>
    public string Describe() => $"matchKey={Key ?? "none"} matchSource={Source ?? "none"}";
}
