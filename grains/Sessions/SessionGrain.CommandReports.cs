using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.GrainInterfaces.Usage;
using Moltbot.Grains.Agents;
using Moltbot.Grains.Agents.Prompts;
using Moltbot.Grains.Agents.Tools;
using Moltbot.Grains.Sessions.Commands;
using Moltbot.Grains.Sessions.Runs;
using Moltbot.Grains.Sessions.Transcript;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Conversations;
using Moltbot.Policy.Models;
using Moltbot.Policy.Queue;
using Moltbot.Policy.Replies;

namespace Moltbot.Grains.Sessions;

/// <content>The commands that tell what is, and the one that makes a conversation shorter.</content>
internal sealed partial class SessionGrain
{
    /// <summary>Days that <c>/usage cost</c> looks back.</summary>
    private const int CostDays = 30;

    /// <inheritdoc/>
    public async Task<SessionStanding?> Status() => _ledger.Entry is null ? null : StandingOf(_ledger.Entry, await Document());

    private string Status(ConfigDocument document)
    {
        SessionEntry entry = _ledger.Entry!;
        SessionStanding standing = StandingOf(entry, document);
        string tokens = standing.Tokens is { } used
            ? string.Create(CultureInfo.InvariantCulture, $"{used.Input + used.CacheRead + used.CacheWrite} in, {used.Output} out{(standing.ContextWindow is > 0 and var window ? $" of {window}" : "")}")
            : "none yet";
        return string.Create(CultureInfo.InvariantCulture, $"""
            Model: {standing.Model}{(standing.HasModel ? "" : " (not configured)")}
            Session: {entry.Key}
            Messages: {standing.Messages}
            Tokens: {tokens}
            Compactions: {standing.Compactions}
            Thinking: {standing.ThinkingLevel}
            Queue: {standing.QueueMode}, {standing.Waiting} waiting
            """);
    }

    private SessionStanding StandingOf(SessionEntry entry, ConfigDocument document)
    {
        ModelTargets models = SelectModels(document);
        return new SessionStanding
        {
            Model = Model(document),
            HasModel = models.Missing is null,
            Messages = entry.TranscriptHead - entry.TranscriptStart + 1,
            Tokens = entry.Tokens,
            ContextWindow = models.Missing is null ? WindowOf(models.First, document) : entry.ContextTokens ?? 0,
            ThinkingLevel = ThinkingOf(entry, document),
            VerboseLevel = VerboseOf(entry, document),
            QueueMode = QueueNames.Of(QueueRules.Of(document, entry.Settings, entry.Channel).Mode),
            Waiting = _queue.Count,
            IsBusy = IsBusy,
            Lines = _ledger.State.SystemLines.Count,
            Compactions = entry.CompactionCount,
        };
    }

    private static string WhoAmI(TurnRequest request)
    {
        var text = new StringBuilder();
        text.Append("Channel: ").Append(request.ReplyTo?.Channel ?? "gateway");
        if (request.Sender is { } sender)
        {
            text.Append("\nUser id: ").Append(sender.Id);
            if (sender.Username is { } username)
            {
                text.Append("\nUsername: @").Append(username);
            }
        }
        else
        {
            text.Append("\nPrincipal: ").Append(request.Principal);
        }

        if (request.ReplyTo is { } target)
        {
            text.Append("\nChat: ").Append(target.ChatId);
        }

        return text.ToString();
    }

    /// <summary>What the last run used; what all sessions cost is told to an owner only.</summary>
    private async Task<string> CostReport(TurnRequest request, ConfigDocument document)
    {
        TokenUsage? last = _ledger.Entry?.Tokens;
        string text = last is null
            ? "Nothing was used in this session yet."
            : $"Last run: {UsageText.Tokens(last.Input + last.CacheRead + last.CacheWrite)} in / {UsageText.Tokens(last.Output)} out";
        if (!OwnerCommands.IsOwners(request, document))
        {
            return text;
        }

        IReadOnlyList<UsageDay> days = await Peer<IUsageGrain>().Days(CostDays);
        string unpriced = days.Any(static day => day.MissingCostEntries > 0) ? ", without models that have no price" : "";
        return $"{text}\nAll sessions, last {CostDays} days: {UsageText.Tokens(days.Sum(static day => day.Tokens.Total))} tokens, {UsageText.Dollars(days.Sum(static day => day.Cost))}{unpriced}";
    }

    /// <summary>Has the older messages summarised; with a number it leaves all but so many out instead, which stay in the archive.</summary>
    private async Task<string> Compact(SessionCommand command, ActiveRun run, ConfigDocument document)
    {
        if (command.Argument.Length == 0 || !command.Argument.All(char.IsAsciiDigit))
        {
            return await SummarizeNow(command, run, document);
        }

        if (!int.TryParse(command.Argument, NumberStyles.None, CultureInfo.InvariantCulture, out int keep) || keep == 0)
        {
            return "Usage: /compact [what the summary should pay attention to], or /compact <messages that stay, 1 or more>.";
        }

        SessionEntry entry = _ledger.Entry!;
        long held = entry.TranscriptHead - entry.TranscriptStart + 1;
        if (held <= keep)
        {
            return string.Create(CultureInfo.InvariantCulture, $"Nothing to leave out: the conversation has {held} messages.");
        }

        await Record(run.Request, "session.compact", command.Name);
        await _ledger.Compact(entry.Key, entry.TranscriptHead - keep + 1, string.Create(CultureInfo.InvariantCulture, $"{entry.SessionId}.compacted.{Now}"));
        return string.Create(CultureInfo.InvariantCulture, $"The last {keep} messages stay in the conversation; {held - keep} are left out and kept in the archive.");
    }

    private async Task<string> SummarizeNow(SessionCommand command, ActiveRun run, ConfigDocument document)
    {
        const string Instead = "With a number, such as /compact 20, all but so many of the last messages are left out without a summary.";
        ModelTargets models = SelectModels(document);
        if (models.Missing is not null)
        {
            return $"There is no model to summarise with. {Instead}";
        }

        if (_ledger.State.Summary?.RunId != run.RunId)
        {
            Conversation conversation = await _ledger.Conversation(run.Stop);
            var budget = new ContextBudget(WindowOf(models.First, document), document.Agents.Defaults.Compaction);
            if (await FindOlderPart(run, conversation, budget, document, Math.Min(budget.Kept, KeptOf(conversation))) is not { } older)
            {
                return "Nothing to summarise: the conversation is too short.";
            }

            await Record(run.Request, "session.compact", command.Name);
            if (!await Summarize(run, conversation, models, budget, document.Agents.Defaults.Compaction, older, command.Argument))
            {
                return $"The conversation could not be summarised, and nothing was changed. {Instead}";
            }
        }

        // A run that was cut off behind its summary finds it here.
        SummaryMark done = _ledger.State.Summary!;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Compacted: {done.Messages} messages are summarised, about {UsageText.Tokens(done.TokensBefore)} tokens became {UsageText.Tokens(done.TokensAfter)}. All of them stay in the history.");
    }

    /// <summary>What the next prompt consists of, by characters; tokens are estimated from them.</summary>
    private async Task<string> Context(SessionCommand command, ActiveRun run, ConfigDocument document)
    {
        string view = command.Argument.Length == 0 ? "list" : command.Argument.ToLowerInvariant();
        ModelTargets models = SelectModels(document);
        if (models.Missing is { } missing)
        {
            return missing;
        }

        if (view is not ("list" or "detail" or "json"))
        {
            return "Usage: /context [list|detail|json]";
        }

        Conversation conversation = await _ledger.Conversation(CancellationToken.None);
        ToolContext context = ToolContextOf(run, models, document);
        OfferedToTurn offer = await _services.Tools.Offer(context, _offered);
        (PromptFacts facts, WorkspaceFiles workspace) = await PromptOf(run, context, offer, models, ThinkingOf(_ledger.Entry, document), document, CancellationToken.None);
        string system = SystemPrompt.Build(facts);
        (string Name, int Characters)[] offered = [.. offer.Tools.Select(static tool => (tool.Name, SizeOf(tool)))];
        (string Name, int Characters)[] skills = [.. facts.Skills.Select(static skill => (skill.Name, skill.Line.Length))];
        int told = offered.Sum(static tool => tool.Characters);
        long all = system.Length + told + conversation.Shown;
        if (view == "json")
        {
            return new JsonObject
            {
                ["model"] = Model(document),
                ["contextWindow"] = WindowOf(models.First, document),
                ["systemPromptChars"] = system.Length,
                ["workspaceFiles"] = new JsonArray([.. workspace.Files.Select(static file => new JsonObject
                {
                    ["name"] = file.Name, ["missing"] = file.Head is null, ["chars"] = WorkspaceText.SizeOf(file), ["truncated"] = file.Tail is not null,
                })]),
                ["workspaceProblem"] = workspace.Problem,
                ["skills"] = Listed(skills),
                ["tools"] = Listed(offered),
                ["messages"] = conversation.Count,
                ["messageChars"] = conversation.Shown,
                ["estimatedTokens"] = all / ContextBudget.CharactersPerToken,
            }.ToJsonString();
        }

        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"""
            Context of {Model(document)}: about {UsageText.Tokens(all / ContextBudget.CharactersPerToken)} of {UsageText.Tokens(WindowOf(models.First, document))} tokens
            System prompt: {system.Length} characters
            Workspace files: {FilesText(workspace, isDetailed: view == "detail")}
            Skills: {skills.Length}, {skills.Sum(static skill => skill.Characters)} characters
            Tools: {offered.Length}, {told} characters
            Conversation: {conversation.Count} messages, {conversation.Shown} characters
            """);
        foreach ((string name, int characters) in view == "detail" ? skills.Concat(offered) : [])
        {
            text.Append(CultureInfo.InvariantCulture, $"\n- {name}: {characters}");
        }

        return text.ToString();
    }

    private static JsonArray Listed((string Name, int Characters)[] parts) =>
        new([.. parts.Select(static part => new JsonObject { ["name"] = part.Name, ["chars"] = part.Characters })]);

    private static string FilesText(WorkspaceFiles workspace, bool isDetailed)
    {
        if (workspace.Problem is { } problem)
        {
            return $"could not be read, {problem}";
        }

        WorkspaceFile[] there = [.. workspace.Files.Where(static file => file.Head is not null)];
        return string.Create(CultureInfo.InvariantCulture, $"{there.Length} of {workspace.Files.Count}, {there.Sum(WorkspaceText.SizeOf)} characters")
            + (isDetailed ? string.Concat(workspace.Files.Select(static file =>
                string.Create(CultureInfo.InvariantCulture, $"\n- {file.Name}: {(file.Problem is not null ? "could not be read" : file.Head is null ? "missing" : WorkspaceText.SizeOf(file).ToString(CultureInfo.InvariantCulture))}{(file.Tail is null ? "" : ", truncated")}"))) : "");
    }

    private static int SizeOf(AITool tool) =>
        tool.Name.Length + tool.Description.Length + (tool is AIFunctionDeclaration { JsonSchema: { ValueKind: not JsonValueKind.Undefined } schema } ? schema.GetRawText().Length : 0);
}
