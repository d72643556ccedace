using System.Globalization;
using System.Text;
using Moltbot.Policy.Commands;

namespace Moltbot.Grains.Sessions.Commands;

/// <summary>The commands that a session answers without a model.</summary>
internal static class CommandNames
{
    /// <summary>The list that <c>/help</c> and <c>/commands</c> show.</summary>
    public static string Help { get; } = List();

    /// <summary>
    /// Whether the session answers the command of that key itself, if only to say that it is not offered: what somebody means for the
    /// assistant's machinery is no message for a model. The rest is answered before a session hears of it, or is a model's to read.
    /// </summary>
    public static bool Answers(string key) => key is not ("stop" or "approve" or "skill");

    private static string List()
    {
        var text = new StringBuilder("Commands:\n");
        foreach (ChatCommand command in ChatCommands.All.Where(static command => command.Description is not null))
        {
            text.Append(command.Canonical);
            foreach (CommandParameter parameter in command.Parameters)
            {
                text.Append(CultureInfo.InvariantCulture, $" [{(parameter.Choices.Count > 0 ? string.Join('|', parameter.Choices) : parameter.Name)}]");
            }

            text.Append(CultureInfo.InvariantCulture, $" - {command.Description}\n");
        }

        return text.ToString().TrimEnd();
    }
}
