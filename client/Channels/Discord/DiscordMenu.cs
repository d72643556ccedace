using Moltbot.Gateway.Channels.Discord.Api;

namespace Moltbot.Gateway.Channels.Discord;

/// <summary>The commands that Discord offers when somebody types "/". Commands written as text work without it.</summary>
internal static class DiscordMenu
{
    public static readonly CommandDefinition[] Commands =
    [
        Command("help", "What can be asked"),
        Command("status", "Model, tokens and queue of this chat"),
        Command("whoami", "Your ids, as access lists need them"),
        Command("new", "Begin a new conversation", "What to begin it with"),
        Command("reset", "Forget this conversation", "What to begin the next with"),
        Command("stop", "Stop what runs"),
    ];

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
            known.Name == wanted.Name && known.Description == wanted.Description && (known.Options?.Count ?? 0) == (wanted.Options?.Count ?? 0)));

    private static CommandDefinition Command(string name, string description, string? parameter = null) => new()
    {
        Name = name,
        Description = description,
        Type = 1,
        Options = parameter is null ? null : [new CommandParameter { Type = CommandParameter.Text, Name = "text", Description = parameter, Required = false }],
    };
}
