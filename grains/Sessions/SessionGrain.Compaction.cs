using Moltbot.Grains.Agents;
using Moltbot.Grains.Sessions.Runs;
using Moltbot.Grains.Sessions.Transcript;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Conversations;

namespace Moltbot.Grains.Sessions;

/// <content>
/// A conversation that does not fit its model's window: a summary takes the place of its older part in prompts. The summary and the mark that has it count are one
/// write; before it nothing is changed, so that a crash, an abort or a model that fails costs a summary and no turn.
/// </content>
internal sealed partial class SessionGrain
{
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

        bool isDone;
        await events.Compaction("start");
        try
        {
            isDone = await Summarize(run, conversation, models, budget, document.Agents.Defaults.Compaction, older, null);
        }
        finally
        {
            await events.Compaction("end");
        }

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
}
