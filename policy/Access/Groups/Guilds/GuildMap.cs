using Moltbot.Policy.Access.Allowlists;

namespace Moltbot.Policy.Access.Groups.Guilds;

/// <summary>
/// A <c>guilds</c> map (security.md §5). A guild goes by its id, else the slug of its name, else <c>*</c>; a channel by its id, slug or
/// name, a thread by those of its channel, else <c>*</c>. A thread's own name never counts. A place that could not be looked up has what
/// is listed by its id: a narrower entry than <c>*</c> may be meant for it.
/// </summary>
/// <param name="Rules">Guild → rule.</param>
/// <param name="TrustsNames">
/// Whether an entry that goes by a name lets anybody in. Otherwise it lets nobody in, and does not fall through to <c>*</c> either: it may
/// be there to shut a place out.
/// </param>
public sealed record GuildMap(IReadOnlyDictionary<string, GuildRule> Rules, bool TrustsNames = false)
{
    public static readonly GuildMap Empty = new(new Dictionary<string, GuildRule>(StringComparer.Ordinal));

    /// <summary>The entry that speaks of a guild; null when none does.</summary>
    public static EntryMatch<T>? FindGuild<T>(IReadOnlyDictionary<string, T> guilds, string guildId, string? guildName)
        where T : class =>
        Find(guilds, guildId, EntrySource.Id)
        ?? Find(guilds, Slugs.Of(guildName), EntrySource.Name)
        ?? Find(guilds, "*", EntrySource.Wildcard);

    /// <summary>The entry that speaks of a channel or thread; null when none does.</summary>
    public static EntryMatch<T>? FindChannel<T>(IReadOnlyDictionary<string, T> channels, GuildPlace place)
        where T : class =>
        place.IsUnknown ? Find(channels, place.ChannelId, EntrySource.Id) ?? Find(channels, place.ParentId, EntrySource.ParentId)
        : Find(channels, place.ChannelId, EntrySource.Id)
        ?? (place.IsThread ? null : FindNamed(channels, place.ChannelName, EntrySource.Name))
        ?? Find(channels, place.ParentId, EntrySource.ParentId)
        ?? FindNamed(channels, place.ParentName, EntrySource.ParentName)
        ?? Find(channels, "*", EntrySource.Wildcard);

    /// <summary>The entry of a place's guild.</summary>
    public EntryMatch<GuildRule>? GuildOf(GuildPlace place) =>
        place.GuildId is not { } id ? null
        : place is { IsUnknown: true, GuildName: null } && Rules.Keys.Any(IsName) ? Find(Rules, id, EntrySource.Id)
        : FindGuild(Rules, id, place.GuildName);

    /// <summary>The entry of a place's channel; null when its guild lists none, or not this one.</summary>
    public EntryMatch<GuildChannelRule>? ChannelOf(GuildPlace place) =>
        GuildOf(place)?.Rule.Channels is { } channels ? FindChannel(channels, place) : null;

    /// <summary>Whether the assistant has to be mentioned: channel → guild → yes; not in a thread of its own where the channel says so.</summary>
    public static bool RequiresMention(GuildRule? guild, GuildChannelRule? channel, GuildPlace place) =>
        !(place is { IsThread: true, IsOwnThread: true } && channel?.AutoThread == true)
        && (channel?.RequireMention ?? guild?.RequireMention ?? true);

    /// <summary>Whether a policy and what is listed let a place in, without a look at its entries' own switches.</summary>
    public static bool IsListed(GroupPolicy policy, bool isGuildListed, bool listsChannels, bool isChannelAllowed) => policy switch
    {
        GroupPolicy.Open => true,
        GroupPolicy.Allowlist => isGuildListed && (!listsChannels || isChannelAllowed),
        _ => false,
    };

    private static bool IsName(string key) => key != "*" && !key.All(char.IsAsciiDigit);

    private static EntryMatch<T>? FindNamed<T>(IReadOnlyDictionary<string, T> entries, string? name, EntrySource source)
        where T : class =>
        Find(entries, Slugs.Of(name), source) ?? Find(entries, name, source) ?? FindSlug(entries, name, source);

    /// <summary>An entry written as <c>#General</c> or <c>Team Chat</c>.</summary>
    private static EntryMatch<T>? FindSlug<T>(IReadOnlyDictionary<string, T> entries, string? name, EntrySource source)
        where T : class =>
        Slugs.Of(name) is { Length: > 0 } slug && entries.FirstOrDefault(entry => Slugs.Of(entry.Key) == slug) is { Value: { } rule } entry
            ? new EntryMatch<T>(entry.Key, rule, source)
            : null;

    private static EntryMatch<T>? Find<T>(IReadOnlyDictionary<string, T> entries, string? key, EntrySource source)
        where T : class =>
        !string.IsNullOrEmpty(key) && entries.TryGetValue(key, out var rule) ? new EntryMatch<T>(key, rule, source) : null;
}
