using System.Globalization;
using Moltbot.Gateway.Channels.Discord.Api;
using Moltbot.Gateway.Channels.Discord.Gateway;
using Moltbot.Gateway.Channels.Inbound;
using Moltbot.GrainInterfaces.Channels;

namespace Moltbot.Gateway.Channels.Discord.Inbound;

/// <summary>
/// Makes <see cref="InboundMessage"/>s of an event of any kind, so that all kinds meet the same admission. Who did it is an immutable user
/// id or nobody.
/// </summary>
internal sealed class EventMapper(string botId, PlaceDirectory places, RecentAuthors authors, TimeProvider time)
{
    /// <summary>Maps an event.</summary>
    /// <returns>The updates, and the interaction that has to be answered; none when there is nothing in it for the bot.</returns>
    /// <exception cref="PlaceUnknownException">Discord could not be asked where it happened.</exception>
    public async Task<(IReadOnlyList<InboundMessage> Updates, Interaction? Interaction)> Map(GatewayEvent told, CancellationToken cancellation)
    {
        switch (told.Type)
        {
            case "MESSAGE_CREATE" or "MESSAGE_UPDATE" when EventJson.Read(told.Data, DiscordJson.Default.Message) is { } message
                && Snowflake.Is(message.Id) && message.Author?.Id != botId:
                var mapped = MessageMapper.Map(
                    message, told.Type == "MESSAGE_UPDATE", await places.Find(message.ChannelId, message.GuildId, null, cancellation), botId);
                return (mapped is null ? [] : [mapped], null);
            case "MESSAGE_DELETE" or "MESSAGE_DELETE_BULK" when EventJson.Read(told.Data, DiscordJson.Default.MessageDeletion) is { } deletion:
                return (await Deletions(deletion, cancellation), null);
            case "MESSAGE_REACTION_ADD" when EventJson.Read(told.Data, DiscordJson.Default.ReactionAdded) is { } reaction && reaction.UserId != botId:
                return ([await Reaction(told, reaction, cancellation)], null);
            case "INTERACTION_CREATE" when EventJson.Read(told.Data, DiscordJson.Default.Interaction) is { ChannelId: { } channel } interaction
                && Snowflake.Is(interaction.Id) && InteractionMapper.IsOffered(interaction):
                var place = await places.Find(channel, interaction.GuildId, InteractionMapper.ChannelOf(interaction, channel), cancellation);
                return ([InteractionMapper.Map(interaction, place, botId)], interaction);
            default:
                return ([], null);
        }
    }

    private async Task<IReadOnlyList<InboundMessage>> Deletions(MessageDeletion deletion, CancellationToken cancellation)
    {
        var known = (deletion.Ids ?? (deletion.Id is { } one ? [one] : [])).Where(id => Snowflake.Is(id) && authors.MayWait(id)).ToList();
        if (known.Count == 0)
        {
            return [];
        }

        var place = await places.Find(deletion.ChannelId, deletion.GuildId, null, cancellation);
        return
        [
            .. known.Select(id => new InboundMessage
            {
                UpdateId = $"d:{id}",
                Kind = InboundKind.Deletion,
                ChatId = deletion.ChannelId,
                ChatKind = ChatKind.Direct,
                Sender = authors.Of(id),
                MessageId = id,
                AboutUpdateId = MessageMapper.UpdateIdOf(id),
                SentAt = time.GetUtcNow().ToUnixTimeMilliseconds(),
            }.At(place, botId)),
        ];
    }

    private async Task<InboundMessage> Reaction(GatewayEvent told, ReactionAdded reaction, CancellationToken cancellation) => new InboundMessage
    {
        // A reaction has no id. Taken up again, its session tells it under the same number.
        UpdateId = string.Create(CultureInfo.InvariantCulture, $"r:{told.Session.Id}:{told.Sequence}"),
        Kind = InboundKind.Reaction,
        ChatId = reaction.ChannelId,
        ChatKind = ChatKind.Direct,
        Sender = People.Sender(reaction.Member?.User ?? new User { Id = reaction.UserId }, reaction.Member) is { } sender && sender.Id == reaction.UserId ? sender : null,
        MessageId = reaction.MessageId,
        RepliesToBot = reaction.MessageAuthorId == botId,
        Text = ForeignText.Body(reaction.Emoji is { Id: not null, Name: { } name } ? $":{name}:" : reaction.Emoji?.Name),
        SentAt = time.GetUtcNow().ToUnixTimeMilliseconds(),
    }.At(await places.Find(reaction.ChannelId, reaction.GuildId, null, cancellation), botId);
}
