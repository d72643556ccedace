using Microsoft.Extensions.AI;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.GrainInterfaces.Usage;
using Moltbot.Grains.Agents;
using Moltbot.Grains.Agents.Tools;
using Moltbot.Grains.Sessions.Runs;
using Moltbot.Grains.Sessions.Transcript;
using Moltbot.Models.Failover;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Conversations;
using Moltbot.Storage.Transcripts;

namespace Moltbot.Grains.Sessions;

/// <content>
/// A conversation that does not fit its model's window: a summary takes the place of its older part in prompts. The summary and the mark that has it count are one
/// write; before it nothing is changed, so that a crash, an abort or a model that fails costs a summary and no turn.
/// </content>
internal sealed partial class SessionGrain
{
    /// <summary>Characters of one message that a summary is made of. Arbitrary: what a person would skim of it.</summary>
    private const int SummarizedOfMessage = 12_000;

    /// <summary>Most calls of models for one summary; of what needs more the oldest is left out.</summary>
    private const int MaxSummaryCalls = 10;

    private const int RowsAtOnce = 100;

    /// <summary>How long none is tried after one that failed. Arbitrary: a model that cannot summarise is not asked with each message.</summary>
    private static readonly TimeSpan SummaryPause = TimeSpan.FromMinutes(10);

    private DateTimeOffset _noSummaryBefore;

    /// <summary>Makes the conversation fit before a model is asked; where there is no summary its oldest messages are left out of prompts.</summary>
    private async Task Fit(ActiveRun run, RunEvents events, Conversation conversation, AgentTask task, ContextBudget budget, ConfigDocument document)
    {
        long pruned = Prune(conversation, budget, document);
        bool hasForgotten = conversation.First > _ledger.PromptStart;
        long tokens = PromptTokens(conversation, run) - (pruned / ContextBudget.CharactersPerToken);
        if (MemoryFlush.IsDue(budget, tokens, _ledger.Entry!.CompactionCount, _ledger.State.FlushedAt))
        {
            await WriteMemory(run, conversation, task, document);
        }

        if (tokens <= budget.Limit && !hasForgotten)
        {
            return;
        }

        await MakeRoom(run, events, conversation, task.Models, budget, document, budget.Kept, hasForgotten ? 1 : budget.Worth);
        conversation.Shrink(Math.Max(((long)budget.Limit * ContextBudget.CharactersPerToken) - AskedCharacters(run), budget.Limit));
    }

    /// <summary>Has the older part summarised; false when nothing came of it, and for a while after it failed.</summary>
    private async Task<bool> MakeRoom(
        ActiveRun run, RunEvents events, Conversation conversation, ModelTargets models, ContextBudget budget, ConfigDocument document, long kept, long worth)
    {
        if (Time.GetUtcNow() < _noSummaryBefore || await FindOlderPart(run, conversation, budget, document, kept) is not { } older || older.Tokens < worth)
        {
            return false;
        }

        await events.Compaction("start");
        bool isDone = await Summarize(run, conversation, models, budget, document.Agents.Defaults.Compaction, older, null);
        await events.Compaction("end");
        _noSummaryBefore = isDone ? default : Time.GetUtcNow() + SummaryPause;
        return isDone;
    }

    /// <summary>Tokens of the last turns that stay where a conversation is to become shorter, however much of it there is.</summary>
    private static long KeptOf(Conversation conversation) => ContextBudget.TokensOf(conversation.Shown) / 4;

    /// <summary>What the next prompt takes: as the provider counted the last one, with what came since.</summary>
    private long PromptTokens(Conversation conversation, ActiveRun run)
    {
        long asked = AskedCharacters(run);
        return _ledger.State.Measured is { } measured
            ? measured.Tokens + ContextBudget.TokensOf(conversation.ShownBehind(measured.Head) + asked)
            : ContextBudget.TokensOf(conversation.Shown + asked);
    }

    private static long AskedCharacters(ActiveRun run) => run.UserEntries.Sum(static entry => (long)(entry.PromptText ?? entry.Text).Length);

    /// <summary>Makes old results of tools shorter where the provider does not keep the last prompt any more; how many characters that saves.</summary>
    private long Prune(Conversation conversation, ContextBudget budget, ConfigDocument document)
    {
        ContextPruningConfig pruning = document.Agents.Defaults.ContextPruning;
        if (!pruning.Enabled || conversation.LastWritten() is not { } last || Now - last < pruning.Ttl.TotalMilliseconds)
        {
            return 0;
        }

        long before = conversation.Shown;
        conversation.Prune(pieces => ContextPruning.Of(pieces, budget.Window, pruning));
        return before - conversation.Shown;
    }

    /// <summary>What a summary can take the place of; null when there is nothing.</summary>
    /// <param name="run">The run; what it did already stays.</param>
    /// <param name="conversation">The conversation.</param>
    /// <param name="budget">How the window is shared out.</param>
    /// <param name="document">The configuration.</param>
    /// <param name="kept">Tokens of the last turns that stay.</param>
    private async Task<OlderPart?> FindOlderPart(ActiveRun run, Conversation conversation, ContextBudget budget, ConfigDocument document, long kept)
    {
        SessionEntry seen = _ledger.Entry!;
        HeldMessage[] held = [.. conversation.Held];
        HistoryMessage[] history = HistoryOf(held, run);
        int cut = HistoryCut.Of(history, kept, Math.Max(kept, budget.LargestKept));
        bool hasForgotten = conversation.First > _ledger.PromptStart;
        if (cut == 0 && (!hasForgotten || (history.Length > 0 && !history[0].StartsTurn)))
        {
            return null;
        }

        long room = SummaryParts.LimitOf(budget.Window, document.Agents.Defaults.Compaction, []) * ContextBudget.CharactersPerToken * MaxSummaryCalls;
        List<TranscriptEntry> entries = hasForgotten ? await ReadForgotten(seen, conversation.First, room, run.Stop) : [];
        entries.AddRange(held.Take(cut).Select(static message => message.Entry));
        entries.RemoveAll(static entry => !entry.InPrompt);
        if (entries.Count == 0)
        {
            return null;
        }

        IReadOnlyList<string> lines = LinesOf(entries, room);
        return new OlderPart(
            seen,
            cut < held.Length ? held[cut].Sequence : seen.TranscriptHead + 1,
            lines,
            entries.Count,
            ContextBudget.TokensOf(lines.Sum(static line => (long)line.Length)),
            held.Skip(cut).Sum(static message => (long)message.Shown),
            conversation.Summary);
    }

    private HistoryMessage[] HistoryOf(HeldMessage[] held, ActiveRun run)
    {
        HashSet<string> open = run.IsBegun ? [.. run.AllRunIds, .. _ledger.State.Begun?.RunIds ?? []] : [];
        var history = new HistoryMessage[held.Length];
        bool isBehindUser = false;
        for (int i = 0; i < held.Length; i++)
        {
            TranscriptEntry entry = held[i].Entry;
            bool isUser = entry is { Role: TranscriptEntry.User, InPrompt: true };
            history[i] = new HistoryMessage(ContextBudget.TokensOf(held[i].Shown), isUser && !isBehindUser, entry.RunId is { } runId && open.Contains(runId));
            isBehindUser = entry.InPrompt ? isUser : isBehindUser;
        }

        return history;
    }

    /// <summary>Messages that prompts should have and memory does not, the newest of them as far as there is room.</summary>
    private async Task<List<TranscriptEntry>> ReadForgotten(SessionEntry seen, long before, long room, CancellationToken cancellationToken)
    {
        var newestFirst = new List<TranscriptEntry>();
        long start = _ledger.PromptStart;
        while (before > start && room > 0)
        {
            int count = (int)Math.Min(RowsAtOnce, before - start);
            IReadOnlyList<TranscriptRow> page = await _services.Transcripts.ReadNewestAsync(_ledger.KeyOf(seen), before - 1, count, cancellationToken);
            foreach (TranscriptRow row in page.Reverse().Where(row => row.Sequence >= start))
            {
                newestFirst.Add(TranscriptCodec.Decode(row.Payload));
                room -= Math.Min(newestFirst[^1].Text.Length, SummarizedOfMessage);
            }

            before -= count;
        }

        newestFirst.Reverse();
        return newestFirst;
    }

    private static IReadOnlyList<string> LinesOf(List<TranscriptEntry> entries, long room)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var lines = new LinkedList<string>();
        foreach (TranscriptEntry entry in entries)
        {
            foreach (ToolCall call in entry.Calls)
            {
                names[call.Id] = call.Name;
                Add("assistant", call.Name, call.ArgumentsJson);
            }

            switch (entry.Role)
            {
                case TranscriptEntry.ToolResult:
                    Add("tool", names.GetValueOrDefault(entry.CallId ?? "", "tool"), entry.PromptText ?? entry.Text);
                    break;
                case TranscriptEntry.User or TranscriptEntry.Assistant when entry.Calls.Count == 0:
                    Add(entry.Role, null, entry.PromptText ?? entry.Text);
                    break;
            }
        }

        while (room < 0 && lines.Count > 1)
        {
            room += lines.First!.Value.Length;
            lines.RemoveFirst();
        }

        return [.. lines];

        void Add(string from, string? tool, string text)
        {
            string line = SummaryText.Line(from, tool, text, SummarizedOfMessage);
            lines.AddLast(line);
            room -= line.Length;
        }
    }

    /// <summary>Has a model summarise the older part, part by part, and puts what it wrote in its place; false when nothing came of it, which is in the log.</summary>
    private async Task<bool> Summarize(
        ActiveRun run, Conversation conversation, ModelTargets models, ContextBudget budget, CompactionConfig config, OlderPart older, string? hint)
    {
        long[] tokens = [.. older.Lines.Select(static line => ContextBudget.TokensOf(line.Length))];
        long limit = SummaryParts.LimitOf(budget.Window, config, tokens);
        string? summary = older.Summary;
        int at = 0;
        for (int call = 0; at < tokens.Length; call++)
        {
            if (call > MaxSummaryCalls)
            {
                LogNotSummarized("it takes too many calls");
                return false;
            }

            int end = SummaryParts.EndOf(tokens, at, limit);
            string instructions = SummaryText.Instructions(budget.Summary, hint);
            ModelAnswer answer;
            try
            {
                answer = await AskForSummary(models, budget, instructions, SummaryText.Material(older.Lines.Skip(at).Take(end - at), summary), run.Stop);
            }
            catch (ModelFailoverException failed)
            {
                run.Stop.ThrowIfCancellationRequested();
                if (failed.IsContextOverflow && end - at > 1)
                {
                    limit = Math.Max(tokens[at..end].Sum() / 2, 1);
                    continue;
                }

                // The provider's own words may be about the conversation: not for the log.
                LogNotSummarized(failed.Last?.Reason?.ToString() ?? (failed.IsContextOverflow ? "too long" : "unknown"));
                return false;
            }

            run.Stop.ThrowIfCancellationRequested();
            await CountBeside(run, "summary", answer.Provider, answer.Model, answer.Usage, answer.Cost);
            summary = SummaryText.Read(answer.Response.Text, budget.Summary);
            if (summary is null)
            {
                LogNotSummarized("the model wrote none");
                return false;
            }

            at = end;
        }

        return await Keep(run, conversation, older, summary!);
    }

    private async Task<bool> Keep(ActiveRun run, Conversation conversation, OlderPart older, string summary)
    {
        var mark = new SummaryMark
        {
            FirstKept = older.FirstKept,
            RunId = run.RunId,
            Messages = older.Messages,
            TokensBefore = ContextBudget.TokensOf(conversation.Shown),
            TokensAfter = ContextBudget.TokensOf(older.KeptCharacters + SummaryText.Shown(summary).Length),
        };
        if (!await _ledger.Summarize(older.Seen, summary, mark))
        {
            LogNotSummarized("the conversation became another meanwhile");
            return false;
        }

        LogSummarized(older.Messages, summary.Length);
        return true;
    }

    /// <summary>One call, without tools.</summary>
    private Task<ModelAnswer> AskForSummary(ModelTargets models, ContextBudget budget, string instructions, string material, CancellationToken stop)
    {
        // What a model thinks before it writes counts as written.
        int most = models.Targets.Select(static target => target.Provider.Find(target.Model)?.MaxTokens).Min() is { } known and > 0
            ? Math.Min(known, budget.Summary * 2)
            : budget.Summary * 2;
        return _services.Router.AskAsync(
            new ModelRequest
            {
                Tenant = Tenant,
                Targets = models.Targets,
                Messages = [new ChatMessage(ChatRole.System, instructions), new ChatMessage(ChatRole.User, material)],
                Options = new ChatOptions { MaxOutputTokens = most },
                PreferredProfile = _ledger.State.Profile,
            },
            stop);
    }

    /// <summary>Counts what a run used beside its answer. A statistic that cannot be kept keeps nobody from an answer.</summary>
    private async Task CountBeside(ActiveRun run, string what, string provider, string model, Moltbot.Models.Usage.TokenUsage usage, decimal? cost)
    {
        try
        {
            await Peer<IUsageGrain>().Record(new UsageRecord
            {
                // A call that is made again after a crash is another one.
                RunId = $"{run.RunId}:{what}:{Guid.NewGuid():N}",
                Timestamp = Now,
                Provider = provider,
                Model = model,
                Tokens = new TokenUsage { Input = usage.Input, Output = usage.Output, CacheRead = usage.CacheRead, CacheWrite = usage.CacheWrite },
                Cost = (double?)cost,
            });
        }
        catch (Exception e)
        {
            LogNotCounted(run.RunId, e);
        }
    }
}
