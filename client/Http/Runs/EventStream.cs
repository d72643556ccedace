using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Moltbot.Gateway.Http.Routing;

namespace Moltbot.Gateway.Http.Runs;

/// <summary>Writes server-sent events.</summary>
internal sealed class EventStream(HttpContext context)
{
    /// <summary>Whether the answer has begun, and with it the chance for an error status is gone.</summary>
    public bool HasBegun { get; private set; }

    public async Task Begin()
    {
        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        HasBegun = true;
        await context.Response.StartAsync(context.RequestAborted);
    }

    public Task Send(JsonNode data, string? name = null) => Write(HttpAnswer.Compact(data), name);

    public Task Done() => Write("[DONE]", null);

    private async Task Write(string data, string? name)
    {
        await context.Response.WriteAsync(name is null ? $"data: {data}\n\n" : $"event: {name}\ndata: {data}\n\n", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
