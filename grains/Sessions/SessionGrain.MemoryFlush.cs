using Microsoft.Extensions.AI;
using Moltbot.Grains.Agents;
using Moltbot.Grains.Agents.Tools;
using Moltbot.Grains.Sessions.Runs;
using Moltbot.Grains.Sessions.Transcript;
using Moltbot.Models.Failover;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Conversations;
using Moltbot.Policy.Envelopes;

namespace Moltbot.Grains.Sessions;

/// <content>
/// What a model writes down before its conversation is summarised. It is done with the authority of the turn before which it happens and with files only, is told to
/// nobody and stands in no transcript; each call is on record like any. It is marked before it begins: a crash costs the notes, and never makes them twice.
/// </content>
internal sealed partial class SessionGrain
{
    private async Task WriteMemory(ActiveRun run, Conversation conversation, AgentTask turn, ConfigDocument document)
    {
        AITool[] tools = [.. turn.Tools.Where(static tool => MemoryFlush.Tools.Contains(tool.Name, StringComparer.Ordinal))];
        ToolContext context = turn.Context with { Only = MemoryFlush.Tools };
        if (run.IsBegun || IsHeartbeat(run.Request) || !Array.Exists(tools, static tool => tool.Name == MemoryFlush.Writes) || !await MayWrite(context, run.Stop))
        {
            return;
        }

        await _ledger.Write(run.Request.SessionKey, static state => state.FlushedAt = state.Entry!.CompactionCount);
        MemoryFlushConfig config = document.Agents.Defaults.Compaction.MemoryFlush;
        TimeZoneInfo zone = document.Agents.Defaults.UserZone(Time.LocalTimeZone);
        List<ChatMessage> messages = Prompt(conversation, $"{turn.Messages[0].Text}\n\n{MemoryFlush.SystemPrompt(config)}");
        messages.Add(new ChatMessage(ChatRole.User, TimeStampText.Prefix(MemoryFlush.Prompt(config), zone, Time.GetUtcNow())));
        try
        {
            AgentAnswer answer = await _services.Agent.Answer(
                turn with { Context = context, Tools = tools, Messages = messages }, new SilentListener(), new UnkeptRecord(), run.Stop);
            run.Stop.ThrowIfCancellationRequested();
            await CountBeside(run, "memory", answer.Last.Provider, answer.Last.Model, answer.Usage, answer.Cost);
        }
        catch (ModelFailoverException failed)
        {
            run.Stop.ThrowIfCancellationRequested();
            LogNoMemory(failed.Last?.Reason?.ToString() ?? "unknown");
        }
    }

    /// <summary>Whether what is written is kept in the agent's workspace.</summary>
    private async Task<bool> MayWrite(ToolContext context, CancellationToken stop) =>
        await _services.Tools.Decide(context, new ToolCall("memory", MemoryFlush.Writes, "{}"), stop) is { Decision: ToolDecision.Run, Place: { } place }
            && (!place.IsSandboxed || place.WorkspaceAccess == "rw");
}
