using System.Collections.Concurrent;
using Moltbot.Gateway.Channels.Api;
using Moltbot.Gateway.Channels.Discord.Api;
using Moltbot.GrainInterfaces.Channels;

namespace Moltbot.Gateway.Channels.Discord.Outbound;

/// <summary>
/// Where a channel is that a client names by its number: whose rules hold there is a matter of guild, thread and person, which the number does
/// not tell. Thread-safe.
/// </summary>
internal sealed class TargetPlaces(DiscordApi api)
{
    /// <summary>Arbitrary: more are asked for again.</summary>
    private const int Remembered = 10_000;

    private static readonly ApiResult<ReplyTarget> NoPlace = ApiResult<ReplyTarget>.Failure(
        new ApiError(ApiErrorKind.Refused, RestRoute.Channel("").Name, 0, "no channel of a guild, no thread and no direct chat"));

    // A channel stays in its guild, a thread in its channel, and a direct chat one person's.
    private readonly ConcurrentDictionary<string, Channel> known = new(StringComparer.Ordinal);

    /// <summary>The target with its place. Discord is asked once of each channel, and of nothing that says where it is.</summary>
    public async ValueTask<ApiResult<ReplyTarget>> Find(ReplyTarget target, CancellationToken cancellation)
    {
        if (target is not { ChatKind: ChatKind.Channel, SpaceId: null })
        {
            return ApiResult<ReplyTarget>.Success(target);
        }

        if (!Snowflake.Is(target.ChatId))
        {
            return NoPlace;
        }

        if (!known.TryGetValue(target.ChatId, out var channel))
        {
            var asked = await api.GetChannel(target.ChatId, cancellation);
            if (!asked.Ok)
            {
                return ApiResult<ReplyTarget>.Failure(asked.Error);
            }

            channel = asked.Value;
            if (known.Count >= Remembered)
            {
                known.Clear();
            }

            known[target.ChatId] = channel;
        }

        return At(target, channel) is { } placed ? ApiResult<ReplyTarget>.Success(placed) : NoPlace;
    }

    private static ReplyTarget? At(ReplyTarget target, Channel channel) => channel switch
    {
        { GuildId: not null, ParentId: null } when ChannelType.IsThread(channel.Type) => null,
        { GuildId: { } guild } => target with { SpaceId = guild, ParentChatId = ChannelType.IsThread(channel.Type) ? channel.ParentId : null },
        { Type: ChannelType.GroupDirect } => target with { ChatKind = ChatKind.Group },
        { Type: ChannelType.Direct, Recipients: [var person] } when Snowflake.Is(person.Id) => target with { ChatKind = ChatKind.Direct, PersonId = person.Id },
        _ => null,
    };
}
