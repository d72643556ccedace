using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Json;
using Moltbot.Protocol.Methods.Agents;

namespace Moltbot.Gateway.Methods.Agents;

/// <summary>A run's outcome as the second answer to method <c>agent</c> tells it.</summary>
internal static class AgentResults
{
    public static GatewayResult<AgentFinished> Of(RunStatus run)
    {
        if (RunOutcome.HasFailed(run))
        {
            string code = run.State == RunState.TimedOut ? ErrorCodes.AgentTimeout : ErrorCodes.Unavailable;
            string why = run.Error ?? "the run failed";
            return new GatewayError(code, why)
            {
                Payload = RawJson.From(
                    new AgentFinished { RunId = run.RunId, Status = "error", Summary = why }, AgentsJson.Default.AgentFinished),
            };
        }

        return new AgentFinished
        {
            RunId = run.RunId,
            Status = "ok",
            Summary = "completed",
            Result = new AgentRunResult
            {
                Payloads = [.. run.Texts.Select(text => new AgentReply { Text = text })],
                Meta = RawJson.From(Meta(run), AgentsJson.Default.AgentRunMeta),
            },
        };
    }

    private static AgentRunMeta Meta(RunStatus run) => new()
    {
        DurationMs = run is { StartedAt: { } from, EndedAt: { } to } ? Math.Max(0, to - from) : 0,
        Aborted = run.State == RunState.Aborted,
        AgentMeta = run is { SessionId: { } session, Provider: { } provider, Model: { } model }
            ? new AgentModelMeta
            {
                SessionId = session,
                Provider = provider,
                Model = model,
                Usage = run.Usage is { } tokens
                    ? new AgentUsage
                    {
                        Input = tokens.Input,
                        Output = tokens.Output,
                        CacheRead = tokens.CacheRead,
                        CacheWrite = tokens.CacheWrite,
                        Total = tokens.Total,
                    }
                    : null,
            }
            : null,
    };
}
