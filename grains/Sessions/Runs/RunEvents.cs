using System.Text;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Policy.Replies;

namespace Moltbot.Grains.Sessions.Runs;

/// <summary>
/// Tells the tenant's clients of one run, in order. Text is told in bounded steps: an assistant event at most every
/// <see cref="AssistantInterval"/>, a chat delta at most every <see cref="DeltaInterval"/>, whatever the model's pace; no text
/// is lost, since each event says all that came since the one before.
/// </summary>
internal sealed class RunEvents(ActiveRun run, Func<TenantEvent, Task> publish, TimeProvider time)
{
    /// <summary>Protocol §3.</summary>
    internal static readonly TimeSpan DeltaInterval = TimeSpan.FromMilliseconds(150);

    /// <summary>Arbitrary: below what a reader notices, and enough to keep a fast model from flooding gateways.</summary>
    internal static readonly TimeSpan AssistantInterval = TimeSpan.FromMilliseconds(25);

    private long _assistantAt = long.MinValue;
    private long _deltaAt = long.MinValue;
    private int _told;

    private TurnRequest Request => run.Request;

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    public Task Started(bool resumed)
    {
        run.IsStartTold = true;
        return publish(new AgentLifecycleEvent
        {
            RunId = run.RunId,
            SessionKey = Request.SessionKeyAsSent,
            CanonicalKey = Request.SessionKey,
            Sequence = ++run.Sequence,
            Timestamp = Now,
            Phase = "start",
            StartedAt = run.StartedAt,
            Resumed = resumed,
        });
    }

    /// <summary>The assistant wrote on.</summary>
    /// <param name="written">All it wrote so far. It is read when an event is due only: models write in small pieces.</param>
    public async Task Wrote(StringBuilder written)
    {
        if (run.StopReason is not null)
        {
            // Its end may be told already; what a model writes on before it lets go is nobody's.
            return;
        }

        run.Written = written;
        if (!IsDue(_assistantAt, AssistantInterval))
        {
            return;
        }

        string text = run.Text;
        if (SilentReplies.MayBecomeSilent(text) || ReasoningTags.MayHave(text))
        {
            // What is a thought is known at the end.
            return;
        }

        await TellAssistant(text);
        if (IsDue(_deltaAt, DeltaInterval))
        {
            _deltaAt = time.GetTimestamp();
            await publish(Chat(ChatState.Delta, text));
        }
    }

    /// <summary>What was written does not count: another model starts again.</summary>
    public void Restart()
    {
        run.Written = null;
        _told = 0;
    }

    /// <summary>A tool call began or ended.</summary>
    public Task Tool(string phase, string callId, string name, string? data, bool isError) => publish(new AgentToolEvent
    {
        RunId = run.RunId,
        SessionKey = Request.SessionKeyAsSent,
        CanonicalKey = Request.SessionKey,
        Sequence = ++run.Sequence,
        Timestamp = Now,
        Phase = phase,
        Name = name,
        ToolCallId = callId,
        DataJson = phase == "start" || data is null ? data : JsonEncodedText(data),
        IsError = isError,
    });

    /// <summary>A summary of the conversation begins or ends.</summary>
    public Task Compaction(string phase) => publish(new AgentCompactionEvent
    {
        RunId = run.RunId,
        SessionKey = Request.SessionKeyAsSent,
        CanonicalKey = Request.SessionKey,
        Sequence = ++run.Sequence,
        Timestamp = Now,
        Phase = phase,
    });

    /// <summary>The run ended well.</summary>
    /// <param name="text">The reply as shown; null for none.</param>
    /// <param name="usage">Tokens used.</param>
    public async Task Ended(string? text, TokenUsage? usage)
    {
        if (text is not null && ReasoningTags.Strip(run.Text) is var written && written.Length > _told)
        {
            await TellAssistant(written);
        }

        await publish(Lifecycle("end"));
        await publish(Chat(ChatState.Final, text) with { Usage = usage });
    }

    /// <summary>The reply came without a model.</summary>
    public async Task Injected(string? text)
    {
        run.Sequence++;
        await publish(Chat(ChatState.Final, text) with { StopReason = "injected", Usage = new TokenUsage() });
    }

    /// <summary>The run was aborted or ran out of time: told once, whoever comes first; clients have its text so far.</summary>
    public Task Aborted(string stopReason) => run.AbortTold ??= TellAborted(stopReason);

    /// <summary>The run failed.</summary>
    public async Task Failed(string error)
    {
        await publish(Lifecycle("error") with { Error = error });
        await publish(Chat(ChatState.Error, null) with { ErrorMessage = error });
    }

    private static string JsonEncodedText(string text) => $"\"{System.Text.Json.JsonEncodedText.Encode(text)}\"";

    private async Task TellAborted(string stopReason)
    {
        // The end has its number in either case. A client of chat.send is told by its chat event alone, as the original does.
        AgentLifecycleEvent end = Lifecycle("end") with { Aborted = true };
        if (run.IsStartTold && Request.Origin != TurnOrigin.Chat)
        {
            await publish(end);
        }

        await publish(Chat(ChatState.Aborted, null) with { StopReason = stopReason });
    }

    private async Task TellAssistant(string text)
    {
        string delta = text[Math.Min(_told, text.Length)..];
        _told = text.Length;
        _assistantAt = time.GetTimestamp();
        await publish(new AgentAssistantEvent
        {
            RunId = run.RunId,
            SessionKey = Request.SessionKeyAsSent,
            CanonicalKey = Request.SessionKey,
            Sequence = ++run.Sequence,
            Timestamp = Now,
            Text = text,
            Delta = delta,
        });
    }

    private bool IsDue(long last, TimeSpan interval) => last == long.MinValue || time.GetElapsedTime(last) >= interval;

    private AgentLifecycleEvent Lifecycle(string phase) => new()
    {
        RunId = run.RunId,
        SessionKey = Request.SessionKeyAsSent,
        CanonicalKey = Request.SessionKey,
        Sequence = ++run.Sequence,
        Timestamp = Now,
        Phase = phase,
        EndedAt = Now,
    };

    private ChatEvent Chat(ChatState state, string? text) => new()
    {
        RunId = run.RunId,
        SessionKey = Request.SessionKeyAsSent,
        CanonicalKey = Request.SessionKey,
        Sequence = run.Sequence,
        State = state,
        Text = text,
        Timestamp = Now,
    };
}
