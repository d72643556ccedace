using System.Text.Json;
using Moltbot.Gateway.Channels.Api;
using Moltbot.Gateway.Channels.Discord.Api;

namespace Moltbot.Gateway.Channels.Discord.Inbound;

/// <summary>
/// What is known of guilds and channels: from events, and else from the API, since a session that is taken up does not tell them again. What
/// cannot be looked up stays unknown, and is not guessed at. Not thread-safe: events are dealt with one by one.
/// </summary>
internal sealed class PlaceDirectory(DiscordApi api, TimeProvider time)
{
    /// <summary>Arbitrary: more are asked for again.</summary>
    private const int Remembered = 20_000;

    private readonly Dictionary<string, Channel> channels = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Guild> guilds = new(StringComparer.Ordinal);
    private readonly FailedLookups failed = new(time);

    /// <summary>Takes note of an event that tells of places; others mean nothing here.</summary>
    public void Note(string type, JsonElement data)
    {
        switch (type)
        {
            case "GUILD_CREATE" or "GUILD_UPDATE" when EventJson.Read(data, DiscordJson.Default.Guild) is { } guild:
                NoteGuild(guild);
                break;
            case "GUILD_DELETE" or "GUILD_ROLE_CREATE" or "GUILD_ROLE_UPDATE" or "GUILD_ROLE_DELETE" when EventJson.Text(data, type == "GUILD_DELETE" ? "id" : "guild_id") is { } guild:
                guilds.Remove(guild);
                break;
            case "CHANNEL_CREATE" or "CHANNEL_UPDATE" or "THREAD_CREATE" or "THREAD_UPDATE" when EventJson.Read(data, DiscordJson.Default.Channel) is { } channel:
                NoteChannel(channel);
                break;
            case "CHANNEL_DELETE" or "THREAD_DELETE" when EventJson.Text(data, "id") is { } channel:
                channels.Remove(channel);
                break;
        }
    }

    /// <summary>Finds a place.</summary>
    /// <param name="channelId">The channel or thread.</param>
    /// <param name="guildId">The guild, when the event names one.</param>
    /// <param name="told">What the event tells of the channel.</param>
    /// <param name="cancellation">Ends the asking.</param>
    /// <exception cref="PlaceUnknownException">Discord could not be asked; it may answer next time.</exception>
    public async Task<Place> Find(string channelId, string? guildId, Channel? told, CancellationToken cancellation)
    {
        var channel = channels.GetValueOrDefault(channelId) ?? told ?? await AskForChannel(channelId, cancellation);
        var isUnknown = channel is null;
        channel ??= new Channel { Id = channelId, Type = ChannelType.Unknown };

        // An event that names no guild makes no direct chat of a guild's channel.
        guildId ??= channel.GuildId;
        Channel? parent = null;
        if (ChannelType.IsThread(channel.Type))
        {
            parent = channel.ParentId is { } id ? channels.GetValueOrDefault(id) ?? await AskForChannel(id, cancellation) : null;
            isUnknown |= parent is null;
            parent ??= channel.ParentId is null ? null : new Channel { Id = channel.ParentId };
        }

        var guild = guildId is null ? null : guilds.GetValueOrDefault(guildId) ?? await AskForGuild(guildId, cancellation);
        isUnknown |= guild is null && guildId is not null;
        return new Place(channel, parent, guild ?? (guildId is null ? null : new Guild { Id = guildId }), isUnknown);
    }

    private async Task<Channel?> AskForChannel(string id, CancellationToken cancellation)
    {
        if (await Ask(id, api.GetChannel, cancellation) is not { } channel)
        {
            return null;
        }

        NoteChannel(channel);
        return channel;
    }

    private async Task<Guild?> AskForGuild(string id, CancellationToken cancellation)
    {
        if (await Ask(id, api.GetGuild, cancellation) is not { } guild)
        {
            return null;
        }

        NoteGuild(guild);
        return guild;
    }

    /// <summary>Null when Discord says no, or often enough nothing that can be read.</summary>
    private async Task<T?> Ask<T>(string id, Func<string, CancellationToken, Task<ApiResult<T>>> get, CancellationToken cancellation)
        where T : class
    {
        if (!Snowflake.Is(id) || failed.IsRecent(id))
        {
            return null;
        }

        var answer = await get(id, cancellation);
        if (!answer.Ok)
        {
            return failed.IsFinal(id, answer.Error) ? null : throw new PlaceUnknownException(answer.Error);
        }

        failed.Forget(id);
        return answer.Value;
    }

    private void NoteGuild(Guild guild)
    {
        foreach (var channel in (guild.Channels ?? []).Concat(guild.Threads ?? []))
        {
            // Told with their guild, they do not name it.
            NoteChannel(channel with { GuildId = guild.Id });
        }

        MakeRoom(guilds);

        // Read again with every message there: what is no role must not be in each one's way.
        IReadOnlyList<Role>? roles = guild.Roles is { } told ? [.. told.OfType<Role>()] : guilds.GetValueOrDefault(guild.Id)?.Roles;
        guilds[guild.Id] = guild with { Channels = null, Threads = null, Roles = roles };
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
}
