using Microsoft.Extensions.AI;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.GrainInterfaces.Usage;
using Moltbot.Grains.Agents;
using Moltbot.Grains.Sessions.Runs;
using Moltbot.Grains.Sessions.Transcript;
using Moltbot.Models.Failover;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Conversations;
using Moltbot.Policy.Values;
using Moltbot.Storage.Transcripts;

namespace Moltbot.Grains.Sessions;

/// <content>The summary itself: what it is made of, who writes it, and the one write that puts it in the place of that.</content>
internal sealed partial class SessionGrain
{
    /// <summary>Most calls of models for one summary; of what needs more the oldest is left out.</summary>
    private const int MaxSummaryCalls = 10;

    /// <summary>Characters of a message that is not made shorter for a model that finds it too long. Arbitrary: a few sentences.</summary>
    private const int ShortestExcerpt = 500;

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
        if (hasForgotten && entries.Count == 0)
        {
            // Quiet heartbeats, for one: they are not read again.
            await _ledger.Write(seen.Key, state => state.QuietBefore = state.Entry!.SessionId == seen.SessionId ? conversation.First : state.QuietBefore);
        }

        entries.AddRange(held.Take(cut).Select(static message => message.Entry).Where(static entry => entry.InPrompt));
        if (entries.Count == 0)
        {
            return null;
        }

        IReadOnlyList<string> lines = SummaryMaterial.LinesOf(entries, room);
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
        await foreach (IReadOnlyList<TranscriptRow> page in _services.Transcripts.PagesBackwards(_ledger.KeyOf(seen), _ledger.PromptStart, before, cancellationToken))
        {
            foreach (TranscriptRow row in page)
            {
                TranscriptEntry entry = TranscriptCodec.Decode(row.Payload);
                if (entry.InPrompt)
                {
                    newestFirst.Add(entry);
                    room -= Math.Min(entry.Text.Length, SummaryMaterial.MaxMessage);
                }
            }

            if (room <= 0)
            {
                break;
            }
        }

        newestFirst.Reverse();
        return newestFirst;
    }

    /// <summary>Has a model summarise the older part, part by part, and puts what it wrote in its place; false when nothing came of it, which is in the log.</summary>
    private async Task<bool> Summarize(
        ActiveRun run, Conversation conversation, ModelTargets models, ContextBudget budget, CompactionConfig config, OlderPart older, string? hint)
    {
        string[] lines = [.. older.Lines];
        long[] tokens = [.. lines.Select(static line => ContextBudget.TokensOf(line.Length))];
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
                answer = await AskForSummary(models, budget, instructions, SummaryText.Material(lines[at..end], summary), run.Stop);
            }
            catch (ModelFailoverException failed)
            {
                run.Stop.ThrowIfCancellationRequested();
                if (failed.IsContextOverflow && end - at > 1)
                {
                    limit = Math.Max(tokens[at..end].Sum() / 2, 1);
                    continue;
                }

                if (failed.IsContextOverflow && lines[at].Length > ShortestExcerpt)
                {
                    // One message that is too long by itself: half of it, so that it does not keep all the others from being summarised for ever.
                    lines[at] = TextExcerpt.Of(lines[at], lines[at].Length / 2);
                    tokens[at] = ContextBudget.TokensOf(lines[at].Length);
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

    /// <summary>Counts what a run used beside its answer.</summary>
    private Task CountBeside(ActiveRun run, string what, string provider, string model, Moltbot.Models.Usage.TokenUsage usage, decimal? cost) => Count(new UsageRecord
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
