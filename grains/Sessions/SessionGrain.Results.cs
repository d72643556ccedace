using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Agents;
using Moltbot.Grains.Agents.Tools;
using Moltbot.Grains.Sessions.Runs;
using Moltbot.Grains.Sessions.Transcript;
using Moltbot.Models.Failover;
using Moltbot.Models.Providers;
using Moltbot.Policy.Configuration;

namespace Moltbot.Grains.Sessions;

internal sealed partial class SessionGrain
{
    private TurnResult Answered(ActiveRun run, AgentAnswer answer, ModelTargets models, int window)
    {
        ModelTarget target = models.Targets.FirstOrDefault(
            each => each.Provider.Id == answer.Last.Provider && each.Model == answer.Last.Model) ?? models.First;
        var usage = new TokenUsage
        {
            Input = answer.Usage.Input,
            Output = answer.Usage.Output,
            CacheRead = answer.Usage.CacheRead,
            CacheWrite = answer.Usage.CacheWrite,
        };
        ModelCost? price = target.Provider.Find(target.Model)?.Cost;
        TranscriptEntry reply = TranscriptEntries.Assistant(answer.Text, Now, run.RunId, new AssistantDetails
        {
            StopReason = answer.StopReason,
            Api = target.Provider.Api.Name(),
            Provider = answer.Last.Provider,
            Model = answer.Last.Model,
            Usage = usage,
            Cost = price is null
                ? default
                : new UsageCost(
                    usage.Input * price.Input / 1_000_000m,
                    usage.Output * price.Output / 1_000_000m,
                    usage.CacheRead * price.CacheRead / 1_000_000m,
                    usage.CacheWrite * price.CacheWrite / 1_000_000m),
        });
        return new TurnResult
        {
            State = RunState.Ok,
            Entries = [.. run.UserEntries, reply],
            Usage = usage,
            Cost = (double?)answer.Cost,
            Provider = answer.Last.Provider,
            Model = answer.Last.Model,
            Profile = answer.Last.Profile,
            ContextTokens = window,
            ContextUsed = answer.Last.Usage.Total,
        };
    }

    /// <summary>Aborted or out of time: what was written until then stays.</summary>
    /// <param name="run">The run.</param>
    /// <param name="isWithdrawn">Whether a person was asked about the call that it waited for, which did not run then.</param>
    private TurnResult CutOff(ActiveRun run, bool isWithdrawn = false)
    {
        bool timedOut = run.StopReason is null;
        string? error = timedOut ? "The run took too long and was stopped (agents.defaults.timeoutSeconds)." : null;
        string? withdrawn = isWithdrawn ? _ledger.State.Begun?.Asked?.CallId : null;
        TranscriptEntry[] called =
        [
            .. run.OpenCalls.Select(call => TranscriptEntries.Result(
                call,
                call.Id == withdrawn ? ToolResult.NotRun("the run was stopped while a person was asked") : ToolResult.Unknown("the run was stopped"),
                Now,
                run.RunId)),
        ];
        TranscriptEntry[] written = run.Text.Length == 0
            ? []
            : [TranscriptEntries.Assistant(run.Text, Now, run.RunId, new AssistantDetails { StopReason = "aborted" })];
        return new TurnResult
        {
            State = timedOut ? RunState.TimedOut : RunState.Aborted,
            Entries = [.. run.UserEntries, .. called, .. written],
            Error = error,
        };
    }

    private TurnResult Failed(ActiveRun run, string error) => new()
    {
        State = RunState.Error,
        Entries =
        [
            .. run.UserEntries,
            TranscriptEntries.Assistant("", Now, run.RunId, new AssistantDetails { StopReason = "error", ErrorMessage = error }),
        ],
        Error = error,
    };

    private TurnResult Interrupted(ActiveRun run)
    {
        const string Error = "The run was cut off by a restart several times and was given up. Send the message again.";
        TurnRequest request = run.Request;
        return new TurnResult
        {
            State = RunState.Interrupted,
            Entries =
            [
                .. IsBegun(run.RunId) ? [] : new[] { TranscriptEntries.User(request.Message, null, request.ReceivedAt, run.RunId, request.Attachments) },
                TranscriptEntries.Assistant("", Now, run.RunId, new AssistantDetails { StopReason = "error", ErrorMessage = Error }),
            ],
            Error = Error,
        };
    }

    /// <summary>What the assistant says of itself: shown, and not part of later prompts.</summary>
    private TranscriptEntry Note(string text, string? runId) =>
        TranscriptEntries.Assistant(text, Now, runId, new AssistantDetails { StopReason = "injected", Usage = new TokenUsage() }) with { InPrompt = false };

    private static SessionEntry EntryAfter(SessionEntry entry, TurnRequest request, TurnResult result) => entry with
    {
        SystemSent = entry.SystemSent || result.Usage is not null,
        AbortedLastRun = result.State == RunState.Aborted,
        Tokens = result.Usage ?? entry.Tokens,
        ModelProvider = result.Provider ?? entry.ModelProvider,
        Model = result.Model ?? entry.Model,
        ContextTokens = result.ContextTokens ?? entry.ContextTokens,
        Channel = RouteOf(request)?.Channel ?? entry.Channel,
        ChatType = SessionRules.ChatTypeOf(RouteOf(request)) ?? entry.ChatType,
        LastRoute = RouteOf(request) ?? entry.LastRoute,
        SpawnedBy = entry.SpawnedBy ?? request.SpawnedBy,
        Settings = entry.Settings.Label is null && request.Label is { } label ? entry.Settings with { Label = label } : entry.Settings,
    };

    /// <summary>The chat that the message came from. Where a client or a node wants the reply binds the session to nothing.</summary>
    private static ReplyTarget? RouteOf(TurnRequest request) => request.Origin == TurnOrigin.Channel ? request.ReplyTo : null;

    private static Reply ReplyOf(TurnResult result)
    {
        int index = LastReply(result.Entries);
        return new Reply(
            index < 0 ? null : result.Entries[index].Text, result.Usage, result.Provider, result.Model);
    }

    /// <summary>The reply of a turn that was answered before a crash.</summary>
    private async Task<Reply> ReplyOf(AnsweredTurn answered, CancellationToken cancellationToken)
    {
        if (answered.Sequence == 0)
        {
            return default;
        }

        var key = new Storage.Transcripts.TranscriptKey(Tenant, _sessionKey!, answered.SessionId);
        var rows = await _services.Transcripts.ReadForwardAsync(key, answered.Sequence - 1, answered.Sequence, 1, cancellationToken);
        if (rows is not [var row])
        {
            return default;
        }

        TranscriptEntry entry = TranscriptCodec.Decode(row.Payload);
        var (usage, provider, model) = TranscriptCodec.DetailsOf(entry.Json);
        return new Reply(entry.Text, usage, provider, model);
    }
}
