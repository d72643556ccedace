namespace Moltbot.Policy.Access.Groups.Guilds;

/// <summary>The entry that speaks of a place.</summary>
/// <param name="Key">The entry's key.</param>
/// <param name="Rule">What it says.</param>
/// <param name="Source">What of the place it names.</param>
public sealed record EntryMatch<T>(string Key, T Rule, EntrySource Source)
{
    /// <summary>Whether it goes by a name: then it is no word to rely on.</summary>
    public bool IsByName => Source is EntrySource.Name or EntrySource.ParentName;
}
