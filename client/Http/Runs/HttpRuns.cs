using Moltbot.Gateway.Http.Auth;
using Moltbot.Gateway.Methods.Agents;
using Moltbot.Gateway.Methods.Chat;
using Moltbot.Gateway.Methods.Sessions;
using Moltbot.Gateway.Tenants;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Protocol.Errors;

namespace Moltbot.Gateway.Http.Runs;

/// <summary>Runs an agent for an HTTP request and tells its words as they come. A request that goes away does not stop the run.</summary>
internal sealed class HttpRuns(IGrainFactory grains, ITenantViews views, RunStreams streams, TimeProvider time)
{
    /// <summary>Told instead of a reply without a word.</summary>
    public const string NoReply = "No response from Moltbot.";

    /// <summary>Starts the run and waits for its end.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="turn">What is asked.</param>
    /// <param name="started">Called once the run is accepted.</param>
    /// <param name="wrote">Called with what the agent wrote since the last time.</param>
    /// <param name="aborted">The client has gone.</param>
    public async Task<GatewayResult<RunStatus>> Run(
        HttpCaller caller, HttpTurn turn, Func<Task> started, Func<string, Task> wrote, CancellationToken aborted)
    {
        if (!SessionAddress.Read(caller.Configuration, turn.SessionKey).TryGet(out string? key, out GatewayError? bad))
        {
            return bad;
        }

        CallerContext.Use(caller.Claim);
        string runId = Guid.NewGuid().ToString();
        using IDisposable listening = await views.Listen(caller.Tenant);
        using RunStream stream = streams.Open(caller.Tenant, runId);
        TurnReceipt receipt = await grains.GetGrain<ISessionGrain>(GrainKey.ForSession(caller.Tenant, key).ToString()).Enqueue(new TurnRequest
        {
            RunId = runId,
            SessionKey = key,
            SessionKeyAsSent = turn.SessionKey,
            Message = turn.Message,
            Origin = TurnOrigin.Http,
            Attachments = turn.Images,
            ExtraSystemPrompt = turn.SystemPrompt,
            ReceivedAt = time.GetUtcNow().ToUnixTimeMilliseconds(),
            Principal = caller.Claim.Principal,
        });
        if (receipt.Disposition == TurnDisposition.Refused)
        {
            return TurnRefusal.Of(receipt);
        }

        await started();
        return await Follow(grains.GetGrain<ISessionIndexGrain>(caller.Tenant), stream, runId, wrote, aborted);
    }

    /// <summary>The whole reply of a run that ended well.</summary>
    public static string ReplyOf(RunStatus run) => string.Join("\n\n", run.Texts.Where(text => text.Length > 0));

    /// <summary>The whole reply, or the notice that there is none.</summary>
    public static string ReplyOrNotice(RunStatus run) => ReplyOf(run) is { Length: > 0 } text ? text : NoReply;

    private async Task<RunStatus> Follow(
        ISessionIndexGrain index, RunStream stream, string runId, Func<string, Task> wrote, CancellationToken aborted)
    {
        var told = new ToldText(wrote);
        while (true)
        {
            RunStatus? ended = null;
            switch (await stream.Next(RunOutcome.Recheck, time, aborted))
            {
                case AgentAssistantEvent written:
                    await told.Tell(written.Text);
                    break;
                case RunCompletedEvent completed:
                    ended = completed.Run;
                    break;
                case null:
                    // Events can be lost with the gateway's subscription; the store knows.
                    ended = await index.FindRun(runId) is { } known && RunOutcome.HasEnded(known) ? known : null;
                    break;
            }

            if (ended is not null)
            {
                await told.End(ReplyOf(ended));
                return ended;
            }
        }
    }
}
