using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Policy.Hooks;
using Moltbot.Policy.Sessions;

namespace Moltbot.Grains.Agents.Tools.Cluster;

/// <summary>
/// <c>sessions_send</c>: a message for another session that <see cref="SessionSight"/> lets this one read, and what it answers. The rules of the turn
/// that sends hold in the one that answers (invariant 1), and the answer goes to no chat.
/// </summary>
internal sealed class SessionsSendTool(IGrainFactory grains, SessionSight sight, TimeProvider time) : IClusterToolAnswer
{
    private const int MaxKey = 512;
    private const int MaxMessage = 20_000;

    /// <summary>Longest answer told, UTF-16 units: what a model is shown of one result, with room for what is around it.</summary>
    private const int MaxReply = ToolResult.MaxShown - 4_000;

    private const int DefaultSeconds = 30;

    /// <summary>Ten minutes: a run is given no more by default.</summary>
    private const int MaxSeconds = 600;

    /// <summary>The same words whether there is none or it is not for this session.</summary>
    private const string None = "there is no such session among those that this one may read; sessions_list tells them";

    /// <summary>Before a session is asked again whose silo did not answer.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static ClusterTool Declared { get; } = ClusterTool.Of(
        "sessions_send", "Sends a message to another session that this one may read, and tells its answer.", """
        {"type":"object","properties":{
        "sessionKey":{"type":"string","description":"Which session: a key or id as sessions_list tells it."},
        "label":{"type":"string","description":"Its label, instead of a key."},
        "message":{"type":"string"},
        "timeoutSeconds":{"type":"integer","minimum":0,"maximum":600,"description":"How long to wait for the answer; 30 when left out, 0 not to wait."}},
        "required":["message"],"additionalProperties":false}
        """);

    public ClusterTool Tool => Declared;

    public async Task<ToolResult> Answer(ToolContext context, ToolVerdict verdict, ToolArguments arguments, CancellationToken cancellationToken)
    {
        string? named = arguments.Text("sessionKey", MaxKey);
        string? label = arguments.Text("label", SessionLabel.MaxLength);
        string? message = arguments.Text("message", MaxMessage);
        int seconds = arguments.Number("timeoutSeconds", 0, MaxSeconds) ?? DefaultSeconds;
        if (message is null)
        {
            arguments.Bad("message", "what the other session is to be told");
        }

        if (named is null == label is null)
        {
            arguments.Bad("sessionKey", "a key or id as sessions_list tells it, or left out where label names the session");
        }

        if (arguments.Problem is { } problem)
        {
            return ToolResult.NotRun(problem);
        }

        bool isSandboxed = verdict.Place!.IsSandboxed;
        string? target = named is null ? await sight.FindLabel(context, isSandboxed, label!) : await sight.Find(context, isSandboxed, named);
        if (target is not null && SessionMessages.RefusalOf(context.SessionKey, context.Bounds.Select(static bound => bound.Use.SessionKey!), target) is { } refusal)
        {
            return ToolResult.NotRun(refusal);
        }

        if (target is null || await Session(context, target).Entry() is not { } entry)
        {
            return ToolResult.NotRun(None);
        }

        TurnReceipt receipt = await Session(context, target).Enqueue(RequestOf(context, entry, message!));
        return receipt.Disposition == TurnDisposition.Refused ? ToolResult.NotRun(receipt.Refusal!)
            : seconds == 0 ? Told("accepted", target, receipt.RunId)
            : Told(target, receipt.RunId, await Wait(context, target, receipt.RunId, TimeSpan.FromSeconds(seconds), cancellationToken));
    }

    /// <summary>The message as a turn of the other session, which gives no commands, is nobody's in a chat, and is for no later session of that key.</summary>
    private TurnRequest RequestOf(ToolContext context, SessionEntry target, string message) => new()
    {
        RunId = SentRunIds.Of(Guid.NewGuid().ToString()),
        SessionKey = target.Key,
        SessionKeyAsSent = target.Key,
        Message = $"System: session {ExternalContent.Line(context.SessionKey)} sent this message. Your answer is for that session alone and goes to no chat.\n"
            + ExternalContent.Wrap(message, ExternalSource.Session, context.SessionKey, warns: false),
        Origin = TurnOrigin.Session,
        ReceivedAt = time.GetUtcNow().ToUnixTimeMilliseconds(),
        Principal = context.Principal,
        Bounds = new TurnBounds { Incarnation = target.Incarnation, Turns = context.BoundsOfCaused },
    };

    /// <summary>Where the run stands when it has ended, or when it was waited for long enough; null when nobody knows it any more.</summary>
    private async Task<RunStatus?> Wait(ToolContext context, string target, string runId, TimeSpan longest, CancellationToken cancellationToken)
    {
        long began = time.GetTimestamp();
        RunStatus? run = new() { RunId = runId, SessionKey = target, State = RunState.Queued };
        try
        {
            while (run is { State: RunState.Queued or RunState.Running } && longest - time.GetElapsedTime(began) is { Ticks: > 0 } left)
            {
                try
                {
                    run = await Session(context, target).WhenEnded(runId).WaitAsync(left, time, cancellationToken);
                }
                catch (TimeoutException)
                {
                    // The engine gave the question up, or it was waited for long enough.
                }
                catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
                {
                    // Its silo may be gone, the run is not: it is taken up elsewhere.
                    await Task.Delay(Pause, time, cancellationToken);
                }
            }
        }
        catch (OperationCanceledException) when (context.IsStopped())
        {
            await Stop(context, target, runId);
            throw;
        }

        return run;
    }

    /// <summary>Somebody stopped the turn, and with it what it waits for. That it cannot be stopped keeps nothing else from ending.</summary>
    private async Task Stop(ToolContext context, string target, string runId)
    {
        try
        {
            await Session(context, target).Abort(runId, "stop");
        }
        catch (Exception)
        {
            // It ends by itself, and nobody is told its answer.
        }
    }

    private static ToolResult Told(string target, string runId, RunStatus? run) => run?.State switch
    {
        RunState.Ok => Told("ok", target, runId, reply: run.Texts.Count == 0 ? null : Quoted(target, string.Join("\n\n", run.Texts))),
        RunState.Queued or RunState.Running => Told("timeout", target, runId),
        RunState.Aborted => Told("error", target, runId, "it was stopped by somebody"),
        _ => Told("error", target, runId, ExternalContent.Line(run?.Error ?? "nothing is known of it any more")),
    };

    private static ToolResult Told(string status, string target, string runId, string? error = null, string? reply = null) => new(
        ToolJson.Text(ToolJson.Of(("status", status), ("sessionKey", target), ("runId", runId), ("error", error), ("reply", reply))), IsError: error is not null);

    /// <summary>Its words between marks: strangers may speak there.</summary>
    private static string Quoted(string target, string reply) =>
        ExternalContent.Wrap(ToolResult.Shorten(reply, MaxReply), ExternalSource.Session, target, warns: false);

    private ISessionGrain Session(ToolContext context, string key) => grains.GetGrain<ISessionGrain>(GrainKey.ForSession(context.Tenant, key).ToString());
}
