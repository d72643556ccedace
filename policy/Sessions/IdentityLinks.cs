namespace Moltbot.Policy.Sessions;

/// <summary>Ids that belong to one person (<c>session.identityLinks</c>).</summary>
internal static class IdentityLinks
{
    /// <summary>The person behind an id; null where none is named.</summary>
    /// <param name="links">Person → ids, as <c>id</c> or <c>channel:id</c>, in any case; null for none.</param>
    /// <param name="channel">The channel; null or empty for none.</param>
    /// <param name="id">The id on it.</param>
    public static string? PersonOf(IReadOnlyDictionary<string, IReadOnlyList<string>>? links, string? channel, string? id)
    {
        var wanted = SessionKeys.Lowered(id);
        if (links is null || wanted.Length == 0)
        {
            return null;
        }

        var place = SessionKeys.Lowered(channel);
        var prefixed = place.Length == 0 ? null : $"{place}:{wanted}";
        foreach (var (name, ids) in links)
        {
            if (name.Trim().Length > 0 && ids.Select(SessionKeys.Lowered).Any(each => each == wanted || each == prefixed))
            {
                return name.Trim();
            }
        }

        return null;
    }
}
