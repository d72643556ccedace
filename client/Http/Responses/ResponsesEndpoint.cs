using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Moltbot.Gateway.Http.Auth;
using Moltbot.Gateway.Http.Routing;
using Moltbot.Gateway.Http.Runs;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Http;

namespace Moltbot.Gateway.Http.Responses;

/// <summary><c>POST /v1/responses</c> (protocol §8).</summary>
internal sealed class ResponsesEndpoint(HttpDoor door, HttpRuns runs, TimeProvider time)
{
    public const string Path = HttpPaths.Responses;

    public Task Answer(HttpContext context) => door.ServePost(context, static document => document.Gateway.Http.Responses, Answer);

    private async Task Answer(HttpContext context, HttpCaller caller)
    {
        using JsonDocument? body = await RequestBody.ReadObject(context, MaxBytesOf(caller), time);
        if (body is null)
        {
            return;
        }

        if (!ResponsesRequest.Read(body.RootElement, context.Request.Headers, caller.Configuration).TryGet(out HttpTurn? turn, out GatewayError? bad))
        {
            await HttpAnswer.Invalid(context, bad.Message);
            return;
        }

        var parts = new ResponseParts($"resp_{Guid.NewGuid()}", $"msg_{Guid.NewGuid()}", turn.Model, time.GetUtcNow().ToUnixTimeSeconds());
        await (turn.Stream ? Stream(context, caller, turn, parts) : Whole(context, caller, turn, parts));
    }

    private async Task Whole(HttpContext context, HttpCaller caller, HttpTurn turn, ResponseParts parts)
    {
        GatewayResult<RunStatus> result = await runs.Run(caller, turn, () => Task.CompletedTask, _ => Task.CompletedTask, context.RequestAborted);
        if (RunErrors.Of(result) is not { } error)
        {
            await HttpAnswer.Json(context, StatusCodes.Status200OK, parts.Completed(HttpRuns.ReplyOrNotice(result.Value!), result.Value!.Usage));
        }
        else if (error.Code == ErrorCodes.InvalidRequest)
        {
            await HttpAnswer.Invalid(context, error.Message);
        }
        else
        {
            await HttpAnswer.Json(context, StatusCodes.Status500InternalServerError, parts.Failed(error.Message));
        }
    }

    private async Task Stream(HttpContext context, HttpCaller caller, HttpTurn turn, ResponseParts parts)
    {
        var stream = new EventStream(context);
        bool wrote = false;
        GatewayResult<RunStatus> result = await runs.Run(
            caller,
            turn,
            () => Begin(stream, parts),
            async text =>
            {
                wrote = true;
                await Send(stream, parts.Event("response.output_text.delta", "delta", text));
            },
            context.RequestAborted);
        GatewayError? error = RunErrors.Of(result);
        if (error is not null && !stream.HasBegun)
        {
            await RunErrors.Answer(context, error);
            return;
        }

        if (error is not null)
        {
            await Send(stream, new JsonObject { ["type"] = "response.failed", ["response"] = parts.Failed(error.Message) });
        }
        else
        {
            if (!wrote)
            {
                await Send(stream, parts.Event("response.output_text.delta", "delta", HttpRuns.NoReply));
            }

            await End(stream, parts, HttpRuns.ReplyOrNotice(result.Value!), result.Value!.Usage);
        }

        await stream.Done();
    }

    private static async Task Begin(EventStream stream, ResponseParts parts)
    {
        await stream.Begin();
        await Send(stream, new JsonObject { ["type"] = "response.created", ["response"] = parts.InProgress() });
        await Send(stream, new JsonObject { ["type"] = "response.in_progress", ["response"] = parts.InProgress() });
        await Send(stream, new JsonObject { ["type"] = "response.output_item.added", ["output_index"] = 0, ["item"] = parts.Item("in_progress", null) });
        await Send(stream, parts.Event("response.content_part.added", "part", ResponseParts.Part("")));
    }

    private static async Task End(EventStream stream, ResponseParts parts, string text, TokenUsage? usage)
    {
        await Send(stream, parts.Event("response.output_text.done", "text", text));
        await Send(stream, parts.Event("response.content_part.done", "part", ResponseParts.Part(text)));
        await Send(stream, new JsonObject { ["type"] = "response.output_item.done", ["output_index"] = 0, ["item"] = parts.Item("completed", text) });
        await Send(stream, new JsonObject { ["type"] = "response.completed", ["response"] = parts.Completed(text, usage) });
    }

    private static Task Send(EventStream stream, JsonObject data) => stream.Send(data, data["type"]!.GetValue<string>());

    /// <summary>As configured; what a body costs is the host's, so a tenant may lower the limit and not raise it (B4).</summary>
    private static long MaxBytesOf(HttpCaller caller)
    {
        long configured = Math.Max(1, caller.Configuration.Gateway.Http.ResponsesMaxBodyBytes);
        return caller.Tenant == TenantId.Default ? configured : Math.Min(configured, GatewayHttpConfig.DefaultResponsesMaxBodyBytes);
    }
}
