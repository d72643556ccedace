using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Moltbot.Gateway.Http.Auth;
using Moltbot.Gateway.Http.Routing;
using Moltbot.Gateway.Http.Runs;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Http;

namespace Moltbot.Gateway.Http.Tools;

/// <summary><c>POST /tools/invoke</c> (protocol §8): one tool, called by a program under a session's policy.</summary>
internal sealed class ToolsEndpoint(HttpDoor door, IGrainFactory grains, TimeProvider time)
{
    public const string Path = HttpPaths.ToolsInvoke;

    private const long MaxBytes = 2 * 1024 * 1024;

    public Task Answer(HttpContext context) => door.ServePost(context, static _ => true, Answer);

    private async Task Answer(HttpContext context, HttpCaller caller)
    {
        using JsonDocument? body = await RequestBody.ReadObject(context, MaxBytes, time);
        if (body is null)
        {
            return;
        }

        if (!ToolsRequest.Read(body.RootElement, caller.Configuration).TryGet(out ToolInvocation? invocation, out GatewayError? bad))
        {
            await HttpAnswer.Invalid(context, bad.Message);
            return;
        }

        CallerContext.Use(caller.Claim);
        ToolInvocationAnswer answer = await grains
            .GetGrain<ISessionGrain>(GrainKey.ForSession(caller.Tenant, invocation.SessionKey).ToString()).Invoke(invocation);
        await (answer.Outcome switch
        {
            ToolInvocationOutcome.Done => HttpAnswer.Json(context, StatusCodes.Status200OK, new JsonObject { ["ok"] = true, ["result"] = ResultOf(answer.Text) }),
            ToolInvocationOutcome.NotAvailable => Refuse(context, StatusCodes.Status404NotFound, "not_found", answer.Text),
            ToolInvocationOutcome.Busy => Refuse(context, StatusCodes.Status503ServiceUnavailable, "busy", answer.Text),
            _ => Refuse(context, StatusCodes.Status400BadRequest, "tool_error", answer.Text),
        });
    }

    /// <summary>The text as a model gets it, and beside it what it says where it is an object.</summary>
    private static JsonObject ResultOf(string text)
    {
        var result = new JsonObject { ["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = text }) };
        if (text.StartsWith('{'))
        {
            try
            {
                result["details"] = JsonNode.Parse(text);
            }
            catch (JsonException)
            {
                // A text that only begins like one.
            }
        }

        return result;
    }

    private static Task Refuse(HttpContext context, int status, string type, string message) => HttpAnswer.Json(
        context, status, new JsonObject { ["ok"] = false, ["error"] = new JsonObject { ["type"] = type, ["message"] = message } });
}
