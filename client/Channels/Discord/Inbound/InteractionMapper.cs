using System.Text.Json;
using Moltbot.Gateway.Channels.Discord.Api;
using Moltbot.Gateway.Channels.Inbound;
using Moltbot.GrainInterfaces.Channels;

namespace Moltbot.Gateway.Channels.Discord.Inbound;

/// <summary>Commands and buttons.</summary>
internal static class InteractionMapper
{
    private const int Typed = 1;

    /// <summary>Maps an interaction; null when it is of a kind that the bot offers none of.</summary>
    public static InboundMessage? Map(Interaction interaction, Place place, string botId)
    {
        var sender = People.Sender(interaction.Member?.User ?? interaction.User, interaction.Member);
        var mapped = interaction switch
        {
            { Type: Interaction.Command, Data: { Type: null or Typed, Name: { Length: > 0 } name } data } => Update(interaction) with
            {
                Kind = InboundKind.Command,
                MentionsBot = true,
                Text = ForeignText.Body(string.Join(' ', Values(data.Options).Prepend("/" + name))),
                InteractionId = interaction.Id,
            },
            { Type: Interaction.Component, Data.CustomId: { Length: > 0 } data } => Update(interaction) with
            {
                Kind = InboundKind.Button,
                MessageId = interaction.Message?.Id,
                RepliesToBot = interaction.Message?.Author?.Id == botId,
                Text = ForeignText.Body(data),
            },
            _ => null,
        };
        return mapped is null ? null : (mapped with { Sender = sender }).At(place, botId);
    }

    private static InboundMessage Update(Interaction interaction) => new()
    {
        UpdateId = $"i:{interaction.Id}",
        Kind = InboundKind.Unknown,
        ChatId = interaction.ChannelId ?? "",
        ChatKind = ChatKind.Direct,
        SentAt = EventTime.OfId(interaction.Id),
    };

    /// <summary>What was given with the command, as it would be typed.</summary>
    private static IEnumerable<string> Values(IReadOnlyList<CommandOption>? options)
    {
        foreach (var option in options ?? [])
        {
            if (option.Value is { } value)
            {
                yield return value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : value.GetRawText();
                continue;
            }

            yield return option.Name;
            foreach (var inner in Values(option.Options))
            {
                yield return inner;
            }
        }
    }
}
