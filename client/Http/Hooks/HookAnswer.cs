using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Moltbot.Gateway.Http.Routing;
using Moltbot.Protocol.Errors;

namespace Moltbot.Gateway.Http.Hooks;

/// <summary>The answers to callers of hooks, in the original's shapes (protocol §8).</summary>
internal static class HookAnswer
{
    public static Task Unauthorized(HttpContext context) => HttpAnswer.Text(context, StatusCodes.Status401Unauthorized, "Unauthorized");

    public static Task TooMany(HttpContext context, long retryAfterMs)
    {
        context.Response.Headers.RetryAfter = Math.Max(1, (retryAfterMs + 999) / 1000).ToString(CultureInfo.InvariantCulture);
        return HttpAnswer.Text(context, StatusCodes.Status429TooManyRequests, "Too Many Requests");
    }

    public static Task Woken(HttpContext context, string mode) =>
        HttpAnswer.Json(context, StatusCodes.Status200OK, new JsonObject { ["ok"] = true, ["mode"] = mode });

    public static Task Started(HttpContext context, string runId) =>
        HttpAnswer.Json(context, StatusCodes.Status202Accepted, new JsonObject { ["ok"] = true, ["runId"] = runId });

    public static Task Refused(HttpContext context, int status, string error) =>
        HttpAnswer.Json(context, status, new JsonObject { ["ok"] = false, ["error"] = error });

    public static Task Refused(HttpContext context, GatewayError error) => Refused(
        context, error.Code == ErrorCodes.InvalidRequest ? StatusCodes.Status400BadRequest : StatusCodes.Status503ServiceUnavailable, error.Message);
}
