using Moltbot.Gateway.Channels.Discord.Api;
using Moltbot.Gateway.Channels.Inbound;
using Moltbot.GrainInterfaces.Channels;

namespace Moltbot.Gateway.Channels.Discord.Inbound;

/// <summary>Chats, guilds and threads.</summary>
internal static class PlaceMapper
{
    /// <summary>The update with its place; a thread is a chat of its own, as Discord has it.</summary>
    public static InboundMessage At(this InboundMessage message, Place place, string botId) => message with
    {
        ChatId = place.Channel.Id,
        ChatKind = place.Guild is not null ? ChatKind.Channel : place.Channel.Type == ChannelType.Direct ? ChatKind.Direct : ChatKind.Group,
        ChatTitle = ForeignText.Label(place.Channel.Name),
        SpaceId = place.Guild?.Id,
        SpaceTitle = ForeignText.Label(place.Guild?.Name),
        ParentChatId = place.Parent?.Id,
        ParentTitle = ForeignText.Label(place.Parent?.Name),
        IsUnknownPlace = place.IsUnknown,
        IsOwnThread = place.Parent is not null && place.Channel.OwnerId == botId,
    };
}
