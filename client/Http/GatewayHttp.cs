using Microsoft.AspNetCore.Http;
using Moltbot.Gateway.Http.Completions;
using Moltbot.Gateway.Http.Health;
using Moltbot.Gateway.Http.Hooks;
using Moltbot.Gateway.Http.Responses;
using Moltbot.Gateway.Http.Routing;
using Moltbot.Gateway.Http.Tools;
using Moltbot.Gateway.Http.Ui;

namespace Moltbot.Gateway.Http;

/// <summary>
/// What is served over HTTP on the gateway's port, in the order of protocol §8. The path is read once, and that reading is what every
/// decision is made on (A14).
/// </summary>
internal sealed class GatewayHttp(
    HealthEndpoints health, ToolsEndpoint tools, CompletionsEndpoint completions, ResponsesEndpoint responses, HooksEndpoint hooks, ControlUi ui)
{
    public Task Answer(HttpContext context)
    {
        if (!RequestPath.TryRead(context.Request.Path, out RequestPath path))
        {
            return HttpAnswer.NotFound(context);
        }

        return path.Text switch
        {
            HealthEndpoints.Alive => ForReaders(context, health.AnswerAlive),
            HealthEndpoints.Ready => ForReaders(context, health.AnswerReady),
            ToolsEndpoint.Path => tools.Answer(context),
            ResponsesEndpoint.Path => responses.Answer(context),
            CompletionsEndpoint.Path => completions.Answer(context),
            _ => Configured(context, path),
        };
    }

    /// <summary>What stands where a configuration says: below nothing of ours, whatever path it names.</summary>
    private async Task Configured(HttpContext context, RequestPath path)
    {
        if (!await hooks.Answer(context, path))
        {
            await ui.Answer(context, path);
        }
    }

    private static Task ForReaders(HttpContext context, Func<HttpContext, Task> answer) =>
        HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)
            ? answer(context)
            : HttpAnswer.MethodNotAllowed(context, "GET, HEAD");
}
