using System.Text.Json;
using Moltbot.Gateway.Channels.Discord.Api;
using Moltbot.Gateway.Channels.Inbound;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.Policy.Commands;

namespace Moltbot.Gateway.Channels.Discord.Inbound;

/// <summary>Commands and buttons.</summary>
internal static class InteractionMapper
{
    private const int ByTyping = 1;

    /// <summary>Whether it is of a kind that the bot offers.</summary>
    public static bool IsOffered(Interaction interaction) =>
        interaction is { Type: Interaction.Command, Data: { Type: null or ByTyping, Name.Length: > 0 } } or { Type: Interaction.Component, Data.CustomId.Length: > 0 };

    /// <summary>What is told of the channel; null when it has to be looked up.</summary>
    public static Channel? ChannelOf(Interaction interaction, string channel) => interaction switch
    {
        // Two people may be alone there, so that it looks like the chat with the bot.
        { GuildId: null, Context: Interaction.Elsewhere } => new Channel { Id = channel, Type = ChannelType.GroupDirect, Name = interaction.Channel?.Name },
        { GuildId: null, Context: Interaction.WithBot } => new Channel { Id = channel, Type = ChannelType.Direct },
        { GuildId: { } guild, Channel: { } told } when told.Id == channel => told with { GuildId = guild },
        _ => null,
    };

    /// <summary>Maps an interaction that <see cref="IsOffered"/>.</summary>
    public static InboundMessage Map(Interaction interaction, Place place, string botId) => (Update(interaction, botId) with
    {
        Sender = People.Sender(interaction.Member?.User ?? interaction.User, interaction.Member),
    }).At(place, botId);

    private static InboundMessage Update(Interaction interaction, string botId)
    {
        var isCommand = interaction.Type == Interaction.Command;
        return new InboundMessage
        {
            UpdateId = $"i:{interaction.Id}",
            Kind = isCommand ? InboundKind.Command : InboundKind.Button,
            ChatId = interaction.ChannelId ?? "",
            ChatKind = ChatKind.Group,
            MentionsBot = isCommand,
            MessageId = isCommand ? null : interaction.Message?.Id,
            RepliesToBot = !isCommand && interaction.Message?.Author?.Id == botId,
            Text = ForeignText.Body(isCommand ? Typed(interaction.Data!.Name!, interaction.Data.Options ?? []) : interaction.Data!.CustomId),
            InteractionId = isCommand ? interaction.Id : null,
            SentAt = EventTime.OfId(interaction.Id),
        };
    }

    /// <summary>The command as it would be typed: values in the order of its parameters, whatever order they come in.</summary>
    private static string Typed(string name, IReadOnlyList<CommandOption> options) =>
        ChatCommands.Find(name) is { } command
        && options.All(option => option.Value is { ValueKind: JsonValueKind.String } && command.Parameters.Any(parameter => parameter.Name == option.Name))
            ? command.Text(new CommandArguments(null, options
                .DistinctBy(static option => option.Name)
                .ToDictionary(static option => option.Name, static option => EventJson.Text(option.Value!.Value) ?? "", StringComparer.Ordinal)))
            : ChatCommand.Text(name, string.Join(' ', Values(options)));

    /// <summary>What was given with a command that is none of ours, in its order.</summary>
    private static IEnumerable<string> Values(IReadOnlyList<CommandOption>? options)
    {
        foreach (var option in options ?? [])
        {
            if (option.Value is { } value)
            {
                yield return value.ValueKind == JsonValueKind.String ? EventJson.Text(value) ?? "" : value.GetRawText();
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
