using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Moltbot.Protocol.Json;

namespace Moltbot.Gateway.Http.Routing;

/// <summary>The answers that several endpoints give alike (protocol §8).</summary>
internal static class HttpAnswer
{
    private static readonly JsonSerializerOptions Wire = new() { Encoder = WireJson.WriterOptions.Encoder };

    public static Task Text(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.WriteAsync(text, context.RequestAborted);
    }

    public static Task Json(HttpContext context, int status, JsonNode body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : context.Response.WriteAsync(body.ToJsonString(Wire), context.RequestAborted);
    }

    public static Task NotFound(HttpContext context) => Text(context, StatusCodes.Status404NotFound, "Not Found");

    public static Task MethodNotAllowed(HttpContext context, string allowed)
    {
        context.Response.Headers.Allow = allowed;
        return Text(context, StatusCodes.Status405MethodNotAllowed, "Method Not Allowed");
    }

    public static Task Unauthorized(HttpContext context) => Error(context, StatusCodes.Status401Unauthorized, "Unauthorized", "unauthorized");

    public static Task TooMany(HttpContext context, long retryAfterMs)
    {
        long seconds = Math.Max(1, (retryAfterMs + 999) / 1000);
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Error(context, StatusCodes.Status429TooManyRequests, "Too many failed attempts, try again later", "rate_limit_error");
    }

    public static Task Invalid(HttpContext context, string message) =>
        Error(context, StatusCodes.Status400BadRequest, message, "invalid_request_error");

    public static Task Error(HttpContext context, int status, string message, string type) => Json(
        context, status, new JsonObject { ["error"] = new JsonObject { ["message"] = message, ["type"] = type } });

    internal static string Compact(JsonNode node) => node.ToJsonString(Wire);
}
