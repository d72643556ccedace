using System.Text;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Agents.Tools;
using Moltbot.Policy.Commands;

namespace Moltbot.Grains.Sessions.Runs;

/// <summary>The run in progress.</summary>
internal sealed class ActiveRun : IDisposable
{
    private readonly CancellationTokenSource _stop;
    private string? _cutOff;
    private readonly CancellationTokenSource _timeout;

    public ActiveRun(TurnBatch batch, TimeSpan timeout, TimeProvider time, CancellationToken deactivating)
    {
        Batch = batch;
        StopReason = batch.Lead.StopReason;
        StartedAt = time.GetUtcNow().ToUnixTimeMilliseconds();
        _timeout = new CancellationTokenSource(timeout, time);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(_timeout.Token, deactivating);
    }

    public TurnBatch Batch { get; }

    public TurnRequest Request => Batch.Lead.Request;

    public string RunId => Request.RunId;

    /// <summary>Epoch milliseconds.</summary>
    public long StartedAt { get; }

    /// <summary>The session before the run.</summary>
    public SessionEntry? Before { get; set; }

    /// <summary>Fires on abort, on timeout and when the activation ends.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Why it was aborted; null when it was not.</summary>
    public string? StopReason { get; private set; }

    public bool TimedOut => _timeout.IsCancellationRequested;

    /// <summary>Set from the moment its outcome is being written: it is too late to abort it.</summary>
    public bool IsDecided { get; set; }

    /// <summary>Set before its end is told: what comes after that finds the session idle.</summary>
    public bool IsTold { get; set; }

    /// <summary>The last event's number.</summary>
    public long Sequence { get; set; }

    /// <summary>Whether agent events began with its start: then they end with its end.</summary>
    public bool IsStartTold { get; set; }

    /// <summary>The telling of its abort, which happens once; null until then.</summary>
    public Task? AbortTold { get; set; }

    /// <summary>Where the assistant writes; null before it does.</summary>
    public StringBuilder? Written { private get; set; }

    /// <summary>What the assistant wrote so far, until an abort; made anew with each call.</summary>
    public string Text => _cutOff ?? Written?.ToString() ?? "";

    /// <summary>The sign in the chat that an answer is being written.</summary>
    public required TypingSign Typing { get; init; }

    /// <summary>Sends finished blocks of the reply; null when it is sent as a whole.</summary>
    public BlockStream? Blocks { get; set; }

    /// <summary>What the history shows while the run goes on.</summary>
    public IReadOnlyList<Transcript.TranscriptEntry> UserEntries { get; set; } = [];

    /// <summary>How many of the session's system lines its prompt took up.</summary>
    public int SystemLines { get; set; }

    /// <summary>What its prompt tells of the group's talk.</summary>
    public IReadOnlyList<OverheardMessage> Overheard { get; set; } = [];

    /// <summary>What the message itself asks for, for it alone (<c>/think high</c> inside it); null for nothing.</summary>
    public InlineDirectives? Directives { get; set; }

    /// <summary>What a person is offered below the answer. An array, since it goes to another grain.</summary>
    public OutboundButton[] Buttons { get; set; } = [];

    /// <summary>What the model thought, where the session shows it; empty where it does not.</summary>
    public StringBuilder Thoughts { get; } = new();

    /// <summary>Whether what it answers is in the transcript already, with the tools that it called.</summary>
    public bool IsBegun { get; set; }

    /// <summary>The skill that answers without a model; null when a model does.</summary>
    public string? Skill { get; set; }

    /// <summary>The tool calls that are in the transcript without a result.</summary>
    public List<ToolCall> OpenCalls { get; set; } = [];

    /// <summary>The run, then the runs merged into it.</summary>
    public string[] AllRunIds => [.. Batch.Merged.Select(static turn => turn.Request.RunId).Prepend(RunId)];

    public bool Includes(string runId) => Batch.All.Any(turn => turn.Request.RunId == runId);

    /// <summary>Ends the run; false when it is too late.</summary>
    public bool TryAbort(string stopReason)
    {
        if (IsDecided || StopReason is not null)
        {
            return false;
        }

        // What the model writes on before it lets go does not count.
        _cutOff = Text;
        StopReason = stopReason;
        return true;
    }

    /// <summary>Lets the model call go. Right after <see cref="TryAbort"/>: later the run may have ended.</summary>
    public Task Cancel() => _stop.CancelAsync();

    public void Dispose()
    {
        _stop.Dispose();
        _timeout.Dispose();
    }
}
