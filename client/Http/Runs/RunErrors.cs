using Microsoft.AspNetCore.Http;
using Moltbot.Gateway.Http.Routing;
using Moltbot.Gateway.Methods.Agents;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Protocol.Errors;

namespace Moltbot.Gateway.Http.Runs;

/// <summary>Runs that failed, over HTTP.</summary>
internal static class RunErrors
{
    /// <summary>Why there is no reply; null when there is one.</summary>
    public static GatewayError? Of(GatewayResult<RunStatus> result) =>
        result.Error is { } refused ? refused
        : RunOutcome.HasFailed(result.Value!) ? GatewayError.Unavailable(result.Value!.Error ?? "the run failed")
        : null;

    public static Task Answer(HttpContext context, GatewayError error)
    {
        if (error.Code == ErrorCodes.InvalidRequest)
        {
            return HttpAnswer.Invalid(context, error.Message);
        }

        int status = error.Retryable is true ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError;
        return HttpAnswer.Error(context, status, error.Message, "api_error");
    }
}
