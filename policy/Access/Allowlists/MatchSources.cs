namespace Moltbot.Policy.Access.Allowlists;

/// <summary>What of a sender an entry may match.</summary>
public static class MatchSources
{
    public const string Wildcard = "wildcard";
    public const string Id = "id";
    public const string PrefixedId = "prefixed-id";
    public const string PrefixedUser = "prefixed-user";
    public const string Name = "name";
    public const string PrefixedName = "prefixed-name";
    public const string Tag = "tag";
    public const string PrefixedTag = "prefixed-tag";
    public const string Username = "username";
    public const string Slug = "slug";
}
