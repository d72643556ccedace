using Moltbot.Gateway.Channels.Discord.Api;
using Moltbot.Policy.Commands;
using CommandParameter = Moltbot.Gateway.Channels.Discord.Api.CommandParameter;

namespace Moltbot.Gateway.Channels.Discord;

/// <summary>The commands that Discord offers when somebody types "/". Commands written as text work without it.</summary>
internal static class DiscordMenu
{
    public static readonly CommandDefinition[] Commands = [.. ChatCommands.Menu.Select(Definition)];

    /// <summary>Has Discord offer the commands, unless it does already: setting them counts against a daily limit. Fails only by cancellation.</summary>
    public static async Task Offer(DiscordApi api, CancellationToken cancellation)
    {
        var application = await api.GetApplication(cancellation);
        if (!application.Ok || !Snowflake.Is(application.Value.Id))
        {
            return;
        }

        var there = await api.GetCommands(application.Value.Id, cancellation);
        if (there.Ok && !IsOffered(there.Value))
        {
            // A convenience: whether it works changes nothing.
            _ = await api.SetCommands(application.Value.Id, Commands, cancellation);
        }
    }

    private static bool IsOffered(CommandDefinition[] there) =>
        there.Length == Commands.Length && Commands.All(wanted => there.Any(known =>
            known.Name == wanted.Name && known.Description == wanted.Description && Shape(known).SequenceEqual(Shape(wanted))));

    /// <summary>What Discord tells back of the parameters as it was told.</summary>
    private static IEnumerable<(string, string, string)> Shape(CommandDefinition command) => (command.Options ?? []).Select(static option =>
        (option.Name, option.Description, string.Join(' ', (option.Choices ?? []).Select(static choice => choice.Value))));

    private static CommandDefinition Definition(ChatCommand command) => new()
    {
        Name = command.Key,
        Description = command.Description!,
        Type = 1,
        Options = command.Parameters.Count == 0 ? null : [.. command.Parameters.Select(static parameter => new CommandParameter
        {
            Type = CommandParameter.Text,
            Name = parameter.Name,
            Description = parameter.Description,
            Required = false,
            Choices = parameter.Choices.Count == 0 ? null : [.. parameter.Choices.Select(static choice => new CommandChoice { Name = choice, Value = choice })],
        })],
    };
}
