using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.GrainInterfaces.Usage;
using Moltbot.Grains.Sessions.Runs;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Replies;

namespace Moltbot.Grains.Sessions;

internal sealed partial class SessionGrain
{
    /// <summary>
    /// Hand-offs tried before a reply counts as not deliverable; with the pauses between, about ten minutes. Arbitrary: longer than a
    /// silo or a database takes to come back, and short enough that the session goes on the same day.
    /// </summary>
    private const int MaxHandOffs = 27;

    private string? _handingOff;
    private int _handOffs;

    /// <inheritdoc/>
    public Task DeliveryReported(string runId, string outcome, string? messageId)
    {
        // The account owns and shows outcomes; the next prompt has to know of a reply that never arrived.
        return outcome is "failed" or "unknown" && _ledger.Entry is { } entry
            ? AddSystemEvent(entry.Key, $"The delivery of your last reply is {outcome}.")
            : Task.CompletedTask;
    }

    /// <summary>Whether the answer of a turn that was accepted may still leave: the rules may have changed while it ran.</summary>
    private async ValueTask<bool> MayDeliver(TurnRequest request, bool isCommand)
    {
        ConfigDocument document = await Document();
        return request.ReplyTo is null || await MaySend(request, document, isCommand && IsChatCommand(request, document));
    }

    /// <summary>Notes that an answer was kept back, for the log and, where it is the model's, for the next prompt.</summary>
    private Task KeepBack(TurnRequest request, string runId, bool isCommand)
    {
        LogKeptBack(runId, request.ReplyTo!.Channel);
        return isCommand ? Task.CompletedTask : AddSystemEvent(request.SessionKey, "The delivery of your last reply is blocked by the send policy.");
    }

    /// <summary>Puts a text into the outbox of the account that the turn came from; the same run has one effect there.</summary>
    private async Task Deliver(
        TurnRequest request, string text, string runId, string? replyTo = null, bool isContinuation = false, long delayMs = 0,
        IReadOnlyList<OutboundButton>? buttons = null, string part = "")
    {
        if (request.ReplyTo is not { } target || string.IsNullOrWhiteSpace(text))
        {
            return;
        }

        try
        {
            await Account(target).Send(new OutboundMessage
            {
                Id = $"run:{runId}{part}",
                Target = replyTo is null ? target : target with { ReplyToMessageId = replyTo },
                Text = text,
                SessionKey = request.SessionKey,
                RunId = runId,
                IsContinuation = isContinuation,
                DelayMs = delayMs,
                Buttons = buttons ?? [],
            });
            _handingOff = null;
        }
        catch (Exception e) when (e is ArgumentException || IsLastHandOff(runId))
        {
            LogNotDelivered(runId, target.Channel, e);
            await AddSystemEvent(request.SessionKey, "The delivery of your last reply is failed.");
        }
    }

    /// <summary>
    /// Answers a stop word. Not awaited: the account may be waiting for this session to take the very message, and would wait for
    /// itself.
    /// </summary>
    private async Task Acknowledge(TurnRequest request, string text)
    {
        try
        {
            await Deliver(request, text, request.RunId);
        }
        catch (Exception e)
        {
            LogNotDelivered(request.RunId, request.ReplyTo!.Channel, e);
        }
    }

    private bool IsLastHandOff(string runId)
    {
        _handOffs = _handingOff == runId ? _handOffs + 1 : 1;
        _handingOff = runId;
        return _handOffs >= MaxHandOffs;
    }

    private TypingSign TypingOf(TurnRequest request, ConfigDocument document)
    {
        string? configured = document.Agents.Defaults.TypingMode ?? document.Session.TypingMode;
        bool isGroup = request.ReplyTo is { ChatKind: not ChatKind.Direct };
        string mode = TypingModes.Resolve(configured, isGroup, request.IsAddressed, isHeartbeat: IsHeartbeat(request));
        return new TypingSign(mode, shown => SetTyping(request, shown));
    }

    private async Task SetTyping(TurnRequest request, bool typing)
    {
        if (request.ReplyTo is not { } target)
        {
            return;
        }

        try
        {
            await Account(target).SetTyping(target.ChatId, target.ThreadId, typing, request.RunId);
        }
        catch (Exception e)
        {
            LogTypingFailed(target.Channel, e);
        }
    }

    /// <summary>Counts what the turn used.</summary>
    private Task Count(AnsweredTurn answered, Reply reply) => reply is { Usage: { } usage, Provider: { } provider, Model: { } model }
        ? Count(new UsageRecord
        {
            RunId = answered.RunIds[0],
            Timestamp = answered.EndedAt,
            Provider = provider,
            Model = model,
            Tokens = usage,
            Cost = answered.Cost,
        })
        : Task.CompletedTask;

    /// <summary>A statistic that cannot be kept keeps nobody from an answer.</summary>
    private async Task Count(UsageRecord used)
    {
        try
        {
            await Peer<IUsageGrain>().Record(used);
        }
        catch (Exception e)
        {
            LogNotCounted(used.RunId, e);
        }
    }

    private IChannelAccountGrain Account(ReplyTarget target) =>
        Peer<IChannelAccountGrain>(GrainKey.ForAccount(Tenant, target.Channel, target.Account));
}
