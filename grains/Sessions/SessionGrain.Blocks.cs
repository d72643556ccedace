using System.Security.Cryptography;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Agents;
using Moltbot.Grains.Sessions.Runs;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Replies.Chunking;

namespace Moltbot.Grains.Sessions;

internal sealed partial class SessionGrain
{
    /// <summary>
    /// Block streaming (runtime §7): off unless the channel's or the agents' configuration asks for it. Not for a run that was cut off and
    /// begins anew, since nobody knows how much of it went out; not for a heartbeat, whose answer is judged as a whole; and not where a draft shows
    /// the reply growing.
    /// </summary>
    private BlockStream? BlocksFor(ActiveRun run, ConfigDocument document, ModelTargets models, string thinking, bool resumed)
    {
        TurnRequest request = run.Request;
        if (resumed || request.ReplyTo is not { } target || IsHeartbeat(request))
        {
            return null;
        }

        BlockStreamingConfig defaults = document.Agents.Defaults.BlockStreaming;
        ConfigSection account = document.Channels.Account(target.Channel, target.Account);
        if (!(account.Bool("blockStreaming") ?? defaults.Enabled) || IsDrafted(document, target))
        {
            return null;
        }

        int max = Math.Max(1, Math.Min(defaults.MaxChars, account.Int("textChunkLimit") ?? ChunkSettings.PlatformLimit(target.Channel)));
        int min = Math.Clamp(defaults.MinChars, 1, max);
        ConfigSection join = account.Section("blockStreamingCoalesce");
        return new BlockStream(
            new BlockChunks(min, max, BlockChunks.BreakOf(defaults.BreakPreference)),
            join.Int("minChars") ?? min,
            join.Int("maxChars") ?? max,
            join.Milliseconds("idleMs") ?? defaults.CoalesceIdle,
            (text, number) => DeliverBlock(run, text, number, document, models, thinking),
            Time);
    }

    /// <summary>Hands a block over; false when it may not leave, which <see cref="Settle"/> then decides on for all that is left.</summary>
    private async Task<bool> DeliverBlock(ActiveRun run, string text, int number, ConfigDocument document, ModelTargets models, string thinking)
    {
        // The model may change while it fails over; the prefix names the one that was asked first.
        var reply = new Reply(text, null, models.First.Provider.Id, models.First.Model);
        ReplyShape shape = ReplyShape.Of(reply, run.Request.ReplyTo, document, AgentId, thinking);
        if (shape.Delivered is not { } said)
        {
            return true;
        }

        if (!await MayDeliver(run.Request, isCommand: false))
        {
            return false;
        }

        ReplyTarget target = run.Request.ReplyTo!;
        await Account(target).Send(new OutboundMessage
        {
            Id = $"run:{run.RunId}:block:{number}",
            Target = shape.ReplyToMessageId is { } named ? target with { ReplyToMessageId = named } : target,
            Text = said,
            SessionKey = run.Request.SessionKey,
            RunId = run.RunId,
            IsContinuation = number > 0,
            DelayMs = number > 0 ? HumanDelay(document) : 0,
        });
        return true;
    }

    /// <summary>The pause before a part of a reply that is not its first, milliseconds.</summary>
    private long HumanDelay(ConfigDocument document)
    {
        HumanDelayConfig? delay = document.Agents.HumanDelayOf(AgentId);
        (int least, int most) = delay?.Mode switch
        {
            "natural" => (800, 2500),
            "custom" => (delay.MinMs ?? 800, delay.MaxMs ?? 2500),
            _ => (0, 0),
        };
        return least < most ? RandomNumberGenerator.GetInt32(least, most + 1) : Math.Max(0, least);
    }

    /// <summary>Telegram's private chats with topics show a draft (streamMode).</summary>
    private static bool IsDrafted(ConfigDocument document, ReplyTarget target) =>
        target is { Channel: "telegram", ChatKind: ChatKind.Direct, ThreadId: not null }
        && document.Channels.Telegram?.Account(target.Account) is { StreamMode: not "off" };
}
