using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Agents;
using Moltbot.Policy.Commands;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Models;
using Moltbot.Policy.Sessions;

namespace Moltbot.Grains.Sessions.Commands;

/// <summary>A message that the session answers itself.</summary>
/// <param name="Name">The command's first name, without the slash.</param>
/// <param name="Argument">What follows it; empty for nothing.</param>
internal sealed record SessionCommand(string Name, string Argument)
{
    /// <summary>Whether it begins a new transcript.</summary>
    public bool IsReset => Name is "new" or "reset";

    /// <summary>
    /// Reads a command: <c>/name</c>, <c>/name: argument</c>, <c>/name@bot</c>, whatever the case; a model's short name counts as
    /// <c>/model</c>. Null for plain text, also for one with directives that hold for it alone.
    /// </summary>
    public static SessionCommand? Parse(TurnRequest request, ConfigDocument document)
    {
        if (!AreRead(request, document))
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

        if (!text.StartsWith('/'))
        {
            return null;
        }

        if (ChatCommands.Resolve(text) is { } found)
        {
            return CommandNames.Answers(found.Command.Key) && Directives(request, document, text) is not { Cleaned.Length: > 0 }
                ? new SessionCommand(found.Command.Key, found.Arguments ?? "")
                : null;
        }

        return Directives(request, document, text) is { Cleaned: "", Said: [("model", var model)] } ? new SessionCommand("model", model) : null;
    }

    /// <summary>The skill that a message asks for, where its author may give commands; null for another message.</summary>
    public static SkillRequest? Skill(TurnRequest request, ConfigDocument document) => AreRead(request, document) ? SkillRequest.Read(request.Message) : null;

    /// <summary>The directives inside a message that its author may give; null for none.</summary>
    /// <param name="request">Whose message it is.</param>
    /// <param name="document">The tenant's configuration.</param>
    /// <param name="text">The message, or what of it is left.</param>
    public static InlineDirectives? Directives(TurnRequest request, ConfigDocument document, string text)
    {
        if (!AreRead(request, document) || !text.Contains('/', StringComparison.Ordinal))
        {
            return null;
        }

        string agentId = SessionKeys.AgentIdOf(request.SessionKey);
        ModelAliases aliases = ModelSelection.Aliases(document.Agents.Defaults);

        // Any word would be a model of the agent's provider: in the middle of a sentence only a whole name or a short one is meant.
        bool IsModel(string name) => (name.Contains('/', StringComparison.Ordinal) || aliases.Find(name) is not null)
            && ModelChoices.Parse(document, agentId, name) is { } wanted && ModelChoices.IsAllowed(document, agentId, wanted)
            && (KnownProvider.Find(wanted.Provider) is not null || document.Models.Providers.Keys.Any(id => ProviderIds.Normalize(id) == wanted.Provider));
        return InlineDirectives.Read(text, [.. aliases.All.Select(static alias => alias.Name)], IsModel);
    }

    private static bool AreRead(TurnRequest request, ConfigDocument document) =>
        request.CommandsAllowed && (document.Commands.Text || request.IsNativeCommand);
}
