using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Moltbot.Gateway.Http.Auth;
using Moltbot.Gateway.Http.Routing;
using Moltbot.Gateway.Http.Runs;
using Moltbot.Gateway.Methods.Agents;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Http;

namespace Moltbot.Gateway.Http.Completions;

/// <summary><c>POST /v1/chat/completions</c> (protocol §8).</summary>
internal sealed class CompletionsEndpoint(HttpDoor door, HttpRuns runs, TimeProvider time)
{
    public const string Path = HttpPaths.Completions;

    private const long MaxBytes = 1024 * 1024;

    public Task Answer(HttpContext context) => door.ServePost(context, static document => document.Gateway.Http.ChatCompletions, Answer);

    private async Task Answer(HttpContext context, HttpCaller caller)
    {
        using JsonDocument? body = await RequestBody.ReadObject(context, MaxBytes, time);
        if (body is null)
        {
            return;
        }

        if (!CompletionsRequest.Read(body.RootElement, context.Request.Headers, caller.Configuration).TryGet(out HttpTurn? turn, out GatewayError? bad))
        {
            await HttpAnswer.Invalid(context, bad.Message);
            return;
        }

        var completion = new Completion($"chatcmpl_{Guid.NewGuid()}", turn.Model, time.GetUtcNow().ToUnixTimeSeconds());
        await (turn.Stream ? Stream(context, caller, turn, completion) : Whole(context, caller, turn, completion));
    }

    private async Task Whole(HttpContext context, HttpCaller caller, HttpTurn turn, Completion completion)
    {
        GatewayResult<RunStatus> result = await runs.Run(caller, turn, () => Task.CompletedTask, _ => Task.CompletedTask, context.RequestAborted);
        await (RunErrors.Of(result) is { } error
            ? RunErrors.Answer(context, error)
            : HttpAnswer.Json(context, StatusCodes.Status200OK, completion.Whole(HttpRuns.ReplyOrNotice(result.Value!))));
    }

    private async Task Stream(HttpContext context, HttpCaller caller, HttpTurn turn, Completion completion)
    {
        var stream = new EventStream(context);
        bool wrote = false;
        GatewayResult<RunStatus> result = await runs.Run(
            caller,
            turn,
            async () =>
            {
                await stream.Begin();
                await stream.Send(completion.RoleChunk());
            },
            async text =>
            {
                wrote = true;
                await stream.Send(completion.TextChunk(text));
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
            await stream.Send(completion.TextChunk($"Error: {error.Message}", "stop"));
        }
        else if (!wrote)
        {
            await stream.Send(completion.TextChunk(HttpRuns.NoReply));
        }

        await stream.Done();
    }
}
