using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Agents;
using Moltbot.Grains.Agents.Tools;
using Moltbot.Grains.Sessions.Commands;
using Moltbot.Grains.Sessions.Runs;
using Moltbot.Policy.Commands;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Exec.Plans;
using Moltbot.Policy.Models;

namespace Moltbot.Grains.Sessions;

/// <content>What directives inside a message do for it, over what the session has set.</content>
internal sealed partial class SessionGrain
{
    /// <summary>A message without the directives that its author may give.</summary>
    private static string Said(TurnRequest request, ConfigDocument document) =>
        SessionCommand.Directives(request, document, request.Message) is { Cleaned.Length: > 0 } directives ? directives.Cleaned : request.Message;

    /// <summary>Why a message with these directives is not carried out; null when it is.</summary>
    private string? RefusalOf(InlineDirectives directives, ConfigDocument document) =>
        directives.Exec is { } exec ? ExecNarrowing.RefusalOf(ExecSettings(document), exec) : null;

    /// <summary>For whom a run uses tools, with what its message takes away. Judged again: the rules may have changed since the run began.</summary>
    private ToolContext Narrowed(ToolContext context, ExecDirective? exec, ConfigDocument document) =>
        exec is null || ExecNarrowing.RefusalOf(ExecSettings(document), exec) is not null
            ? context
            : context with
            {
                Exec = context.Exec with { SessionSecurity = exec.Security ?? context.Exec.SessionSecurity, SessionAsk = exec.Ask ?? context.Exec.SessionAsk },
            };

    private string ThinkingFor(ActiveRun run, ConfigDocument document, ModelTargets models)
    {
        if (run.Directives?.Thinking is not { } level)
        {
            return run.Request.Thinking ?? ThinkingOf(_ledger.Entry, document);
        }

        IReadOnlyList<string> levels = ThinkingOptions.For(models.First.Provider.Id, models.First.Model);
        return levels.Contains(level) ? level : levels[^1];
    }

    private bool ShowsThoughts(ActiveRun run) => !IsHeartbeat(run.Request) && (run.Directives?.Reasoning ?? ReasoningOf(_ledger.Entry)) != "off";

    /// <summary>Takes a model's whole or short name from the beginning of what follows <c>/new</c>; the session has it from then on.</summary>
    private async Task<SessionCommand> WithModel(SessionCommand command, TurnRequest request, ConfigDocument document)
    {
        string[] words = command.Argument.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries);
        if (words is not [var name, ..]
            || !(name.Contains('/', StringComparison.Ordinal) || ModelSelection.Aliases(document.Agents.Defaults).Find(name) is not null)
            || ModelChoices.Parse(document, AgentId, name) is not { } wanted
            || !ModelChoices.IsAllowed(document, AgentId, wanted)
            || _services.Models.Missing(Tenant, document, wanted) is not null)
        {
            return command;
        }

        await ChooseModel(request, wanted, document);
        return command with { Argument = words.Length > 1 ? words[1].Trim() : "" };
    }
}
