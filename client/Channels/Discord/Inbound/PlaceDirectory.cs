using System.Text.Json;
using Moltbot.Gateway.Channels.Api;
using Moltbot.Gateway.Channels.Discord.Api;

namespace Moltbot.Gateway.Channels.Discord.Inbound;

/// <summary>
/// What is known of guilds and channels: from events, and else from the API, since a session that is taken up does not tell them again. Not
/// thread-safe: events are dealt with one by one.
/// </summary>
internal sealed class PlaceDirectory(DiscordApi api)
{
    /// <summary>Arbitrary: more are asked for again.</summary>
    private const int Remembered = 20_000;

    private readonly Dictionary<string, Channel> channels = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Guild> guilds = new(StringComparer.Ordinal);

    /// <summary>Takes note of an event that tells of places; others mean nothing here.</summary>
    public void Note(string type, JsonElement data)
    {
        switch (type)
        {
            case "GUILD_CREATE" or "GUILD_UPDATE" when EventJson.Read(data, DiscordJson.Default.Guild) is { } guild:
                NoteGuild(guild);
                break;
            case "GUILD_DELETE" or "GUILD_ROLE_CREATE" or "GUILD_ROLE_UPDATE" or "GUILD_ROLE_DELETE" when IdOf(data, type == "GUILD_DELETE" ? "id" : "guild_id") is { } guild:
                guilds.Remove(guild);
                break;
            case "CHANNEL_CREATE" or "CHANNEL_UPDATE" or "THREAD_CREATE" or "THREAD_UPDATE" when EventJson.Read(data, DiscordJson.Default.Channel) is { } channel:
                NoteChannel(channel);
                break;
            case "CHANNEL_DELETE" or "THREAD_DELETE" when IdOf(data, "id") is { } channel:
                channels.Remove(channel);
                break;
        }
    }

    /// <summary>Finds a place.</summary>
    /// <exception cref="PlaceUnknownException">Discord could not be asked.</exception>
    public async Task<Place> Find(string channelId, string? guildId, CancellationToken cancellation)
    {
        var channel = await FindChannel(channelId, guildId, cancellation);

        // An event that names no guild makes no direct chat of a guild's channel.
        guildId ??= channel.GuildId;
        var parent = ChannelType.IsThread(channel.Type) && channel.ParentId is { } parentId ? await FindChannel(parentId, guildId, cancellation) : null;
        return new Place(channel, parent, guildId is null ? null : await FindGuild(guildId, cancellation));
    }

    private async Task<Channel> FindChannel(string id, string? guildId, CancellationToken cancellation)
    {
        if (channels.TryGetValue(id, out var known))
        {
            return known;
        }

        // Outside guilds, what cannot be looked at is a direct chat: nothing is judged more strictly.
        var asked = await api.GetChannel(id, cancellation);
        var channel = Answer(asked) ?? new Channel { Id = id, GuildId = guildId, Type = guildId is null ? ChannelType.Direct : 0 };
        NoteChannel(channel);
        return channel;
    }

    private async Task<Guild> FindGuild(string id, CancellationToken cancellation)
    {
        if (guilds.TryGetValue(id, out var known))
        {
            return known;
        }

        var guild = Answer(await api.GetGuild(id, cancellation)) ?? new Guild { Id = id };
        NoteGuild(guild);
        return guild;
    }

    /// <summary>Null when Discord says no.</summary>
    private static T? Answer<T>(ApiResult<T> result)
        where T : class => result.Ok ? result.Value
        : result.Error.Kind is ApiErrorKind.Refused ? null
        : throw new PlaceUnknownException(result.Error);

    private void NoteGuild(Guild guild)
    {
        foreach (var channel in (guild.Channels ?? []).Concat(guild.Threads ?? []))
        {
            // Told with their guild, they do not name it.
            NoteChannel(channel with { GuildId = guild.Id });
        }

        MakeRoom(guilds);
        guilds[guild.Id] = guild with { Channels = null, Threads = null, Roles = guild.Roles ?? guilds.GetValueOrDefault(guild.Id)?.Roles };
    }

    private void NoteChannel(Channel channel)
    {
        MakeRoom(channels);
        channels[channel.Id] = channel;
    }

    private static void MakeRoom<T>(Dictionary<string, T> known)
    {
        if (known.Count >= Remembered)
        {
            known.Clear();
        }
    }

    private static string? IdOf(JsonElement data, string name) =>
        data.ValueKind == JsonValueKind.Object && data.TryGetProperty(name, out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null;
}
