using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Policy.Commands;
using Moltbot.Policy.Configuration;

namespace Moltbot.Grains.Sessions.Commands;

/// <summary>A message that the session answers itself.</summary>
/// <param name="Name">The command's first name, without the slash.</param>
/// <param name="Argument">What follows it; empty for nothing.</param>
internal sealed record SessionCommand(string Name, string Argument)
{
    /// <summary>Whether it begins a new transcript.</summary>
    public bool IsReset => Name is "new" or "reset";

    /// <summary>Reads a command: <c>/name</c>, <c>/name: argument</c>, <c>/name@bot</c>, whatever the case. Null for plain text.</summary>
    public static SessionCommand? Parse(TurnRequest request, ConfigDocument document)
    {
        if (!request.CommandsAllowed || !(document.Commands.Text || request.IsNativeCommand))
        {
            return null;
        }

        string text = request.Message.Trim();
        foreach (string trigger in document.Session.ResetTriggers)
        {
            if (trigger.Length > 0 && text.StartsWith(trigger, StringComparison.OrdinalIgnoreCase)
                && (text.Length == trigger.Length || char.IsWhiteSpace(text[trigger.Length])))
            {
                return new SessionCommand("new", text[trigger.Length..].Trim());
            }
        }

        return ChatCommands.Resolve(text) is { } found && CommandNames.Answers(found.Command.Key)
            ? new SessionCommand(found.Command.Key, found.Arguments ?? "")
            : null;
    }
}
