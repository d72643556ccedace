using Microsoft.Extensions.AI;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Agents;
using Moltbot.Grains.Agents.Prompts;
using Moltbot.Grains.Agents.Tools;
using Moltbot.Grains.Sessions.Commands;
using Moltbot.Grains.Sessions.Prompt;
using Moltbot.Grains.Sessions.Runs;
using Moltbot.Grains.Sessions.Transcript;
using Moltbot.Models.Failover;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Conversations;
using Moltbot.Policy.Models;
using Moltbot.Policy.Queue;

namespace Moltbot.Grains.Sessions;

internal sealed partial class SessionGrain
{
    /// <summary>How often a conversation that a model finds too long is cut and asked about again.</summary>
    private const int MaxCuts = 3;

    /// <summary>Finds the turn's outcome. Failures of models, aborts and timeouts are outcomes; anything else is thrown.</summary>
    private async Task<TurnResult> Decide(
        ActiveRun run, RunEvents events, ConfigDocument document, bool resumed, CancellationToken stopping)
    {
        TurnRequest request = run.Request;
        TimeZoneInfo zone = document.Agents.Defaults.UserZone(Time.LocalTimeZone);
        string message = request.Message;
        if (!IsForThisSession(request))
        {
            return Failed(run, AnotherSession);
        }

        if (request.Origin == TurnOrigin.Report && request.Bounds!.Turns[0].SessionId != _ledger.Entry!.SessionId)
        {
            // It belongs to a conversation that is over.
            return new TurnResult { State = RunState.Aborted, Entries = [] };
        }

        if (IsBegun(run.RunId))
        {
            if (!await TakeUpTools(run, stopping))
            {
                return await GivenUp(run);
            }
        }
        else if (request.Origin is not (TurnOrigin.Task or TurnOrigin.Report or TurnOrigin.Heartbeat) && !SessionRules.IsFresh(document, request, _ledger.Entry!, Time.GetUtcNow(), zone))
        {
            await Restart(request.SessionKey, SessionResets.KeepInChat);
        }

        if (!run.IsBegun && SessionCommand.Parse(request, document) is { } command)
        {
            if (run.StopReason is not null)
            {
                return CutOff(run);
            }

            if (command.IsReset)
            {
                await Record(request, "session.reset", command.Name);
                await Restart(request.SessionKey, SessionResets.KeepInChat);
                command = await WithModel(command, request, document);
            }

            if (!command.IsReset || command.Argument.Length == 0)
            {
                return await AnswerUnlessStopped(command, run, document, stopping);
            }

            message = command.Argument;
        }

        if (!run.IsBegun && SessionCommand.Skill(request, document) is { } called)
        {
            (string? asked, string? none) = await CallOf(called, document);
            if (asked is null)
            {
                return Replied(none!, run);
            }

            message = asked;
        }

        if (SessionCommand.Directives(request, document, message) is { Cleaned.Length: > 0 } directives)
        {
            message = directives.Cleaned;
            run.Directives = directives;
            if (!run.IsBegun && RefusalOf(directives, document) is { } refusal)
            {
                return Replied(refusal, run);
            }
        }

        ModelTargets models = SelectModels(document, run.Directives?.Model, request.Bounds);
        run.UserEntries = run.IsBegun ? [] : UserEntries(run, message, document);
        if (run.StopReason is not null)
        {
            return CutOff(run, await WithdrawAsked());
        }

        try
        {
            if (await AnswerBySkill(run, events, document, models, zone, message, resumed) is { } answered)
            {
                return answered;
            }
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested && (run.StopReason is not null || run.TimedOut))
        {
            return CutOff(run, await WithdrawAsked());
        }

        if (models.Missing is { } missing)
        {
            return IsHeartbeat(request) ? Failed(run, missing) : new TurnResult
            {
                State = RunState.Ok,
                Entries = [.. run.UserEntries, Note(missing, run.RunId)],
            };
        }

        await events.Started(resumed);
        await run.Typing.Began();
        try
        {
            return await Ask(run, events, document, models, resumed);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested && (run.StopReason is not null || run.TimedOut))
        {
            return CutOff(run, await WithdrawAsked());
        }
        catch (ModelFailoverException failed) when (!stopping.IsCancellationRequested)
        {
            // The provider's own words may be about the conversation: for the client, not for the log.
            LogModelFailed(failed.Attempts.Count, failed.Last?.Reason?.ToString() ?? "unknown");
            return run.StopReason is not null || run.TimedOut ? CutOff(run) : Failed(run, failed.Message);
        }
        finally
        {
            await run.Typing.Ended();
        }
    }

    private async Task<TurnResult> AnswerUnlessStopped(SessionCommand command, ActiveRun run, ConfigDocument document, CancellationToken stopping)
    {
        try
        {
            return await Answer(command, run, document);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested && (run.StopReason is not null || run.TimedOut))
        {
            return CutOff(run);
        }
    }

    private async Task<TurnResult> Ask(
        ActiveRun run, RunEvents events, ConfigDocument document, ModelTargets models, bool resumed)
    {
        Conversation conversation = await _ledger.Conversation(run.Stop);
        var budget = new ContextBudget(WindowOf(models.First, document), document.Agents.Defaults.Compaction);
        string thinking = ThinkingFor(run, document, models);
        run.Blocks = BlocksFor(run, document, models, thinking, resumed);
        var listener = new RunListener(events, run, run.Directives?.Verbose ?? VerboseOf(_ledger.Entry, document), ShowsThoughts(run));
        var record = new RunRecord(this, run);
        ToolContext context = ToolContextOf(run, models, document);
        await TakeUpAsked(context, listener, record, run.Stop);
        OfferedToTurn offered = await _services.Tools.Offer(context, _offered);
        (PromptFacts facts, _) = await PromptOf(run, context, offered, models, thinking, document, run.Stop);
        string system = SystemPrompt.Build(facts);
        var task = new AgentTask
        {
            Context = context,
            Tools = offered.Tools,
            Models = models,
            Messages = [new ChatMessage(ChatRole.System, system)],
            Thinking = thinking,
            Profile = _ledger.State.Profile,
        };
        await Fit(run, events, conversation, task, budget, document);
        bool isSummarized = false;
        for (int cut = 0; ; cut++)
        {
            try
            {
                AgentAnswer answer = await _services.Agent.Answer(task with { Messages = Prompt(run, conversation, system) }, listener, record, run.Stop);
                run.Stop.ThrowIfCancellationRequested();
                return Answered(run, answer, models, budget.Window);
            }
            catch (ModelFailoverException tooLong) when (tooLong.IsContextOverflow && cut < MaxCuts && conversation.Count > 1)
            {
                listener.Restarted();
                _noSummaryBefore = isSummarized ? Time.GetUtcNow() + SummaryPause : _noSummaryBefore;
                isSummarized = await MakeRoom(run, events, conversation, models, budget, document, Math.Min(budget.Kept, KeptOf(conversation)), worth: 1);
                if (!isSummarized)
                {
                    conversation.Shrink(conversation.Shown / 2);
                }
            }
        }
    }

    private static List<ChatMessage> Prompt(ActiveRun run, Conversation conversation, string system)
    {
        List<ChatMessage> messages = Prompt(conversation, system, run.IsBegun ? run.Request.Message : null);
        for (int i = 0; i < run.UserEntries.Count; i++)
        {
            TranscriptEntry entry = run.UserEntries[i];
            var asked = new ChatMessage(ChatRole.User, entry.PromptText ?? entry.Text);
            foreach (TurnAttachment attachment in run.Batch.Turns[i].Request.Attachments)
            {
                asked.Contents.Add(new DataContent(attachment.Content, attachment.MimeType));
            }

            messages.Add(asked);
        }

        return messages;
    }

    /// <summary>The system prompt, the summary of what is left out, and the conversation.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="system">The system prompt.</param>
    /// <param name="begun">What a person said that the conversation has to hold; null for nothing.</param>
    private static List<ChatMessage> Prompt(Conversation conversation, string system, string? begun = null)
    {
        var messages = new List<ChatMessage>(conversation.Count + 4) { new(ChatRole.System, system) };
        if (conversation.SummaryMessage is { } summary)
        {
            messages.Add(summary);
        }

        int before = messages.Count;
        conversation.AddTo(messages);
        if (begun is not null && messages.Count == before)
        {
            // What the person said was cut off the conversation by what tools answered.
            messages.Add(new ChatMessage(ChatRole.User, begun));
            conversation.AddTo(messages, hasBegun: true);
        }

        return messages;
    }

    private IReadOnlyList<TranscriptEntry> UserEntries(ActiveRun run, string message, ConfigDocument document)
    {
        var style = new PromptStyle(document.Agents.Defaults.UserZone(Time.LocalTimeZone), document.Agents.Defaults, _ledger.Entry!, Time.LocalTimeZone);
        IReadOnlyList<SystemLine> lines = _ledger.State.SystemLines;
        run.SystemLines = lines.Count;
        run.Overheard = [.. _ledger.State.Overheard];
        IReadOnlyList<QueuedTurn> turns = run.Batch.Turns;
        string[] dropped = [.. run.Batch.Summarized.Select(turn => QueuedText.SummaryLine(turn.Request.Message))];
        var entries = new TranscriptEntry[turns.Count];
        for (int i = 0; i < turns.Count; i++)
        {
            TurnRequest request = turns[i].Request;
            string text = ReferenceEquals(request, run.Request) ? message : Said(request, document);
            string prompt = UserPrompt.Build(request, text, style, i > 0 ? [] : lines, i > 0 ? [] : run.Overheard, i > 0 ? [] : dropped, i == 0 && turns.Count > 1);
            entries[i] = TranscriptEntries.User(text, prompt, request.ReceivedAt, request.RunId, request.Attachments);
        }

        return entries;
    }

    private ModelTargets SelectModels(ConfigDocument document, string? wanted = null, TurnBounds? bounds = null) =>
        _services.Models.Select(Tenant, document, AgentId, ChosenModel(document, wanted, bounds));

    /// <summary>The model that a message, what caused it or the session chose in place of the agent's; null for none.</summary>
    private ModelReference? ChosenModel(ConfigDocument document, string? wanted, TurnBounds? bounds)
    {
        if (wanted is not null)
        {
            return ModelChoices.Parse(document, AgentId, wanted);
        }

        if (bounds is { Provider: { } provider, Model: { } bound })
        {
            return new ModelReference(provider, bound);
        }

        SessionSettings? settings = _ledger.Entry?.Settings;
        return settings?.ModelOverride is { } model ? new ModelReference(settings.ProviderOverride ?? ModelSelector.Primary(document, AgentId).Provider, model) : null;
    }

    private int WindowOf(ModelTarget target, ConfigDocument document)
    {
        int window = _services.Catalog.ContextWindow([target.Provider], target.Provider.Id, target.Model);
        return document.Agents.Defaults.ContextTokens is { } cap and > 0 ? Math.Min(cap, window) : window;
    }

    private static TimeSpan TimeoutOf(TurnRequest request, ConfigDocument document) =>
        request.TimeoutMs is { } own and > 0
            ? TimeSpan.FromMilliseconds(Math.Min(own, TimeSpan.FromDays(1).TotalMilliseconds))
            : document.Agents.Defaults.Timeout;
}
