using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Moltbot.Bench.Servers;

/// <summary>A model that answers at once, always the same, streamed in OpenAI's chat completions form: what is measured is the server.</summary>
internal sealed class InstantModel : IAsyncDisposable
{
    private static readonly byte[] Answer = Encoding.UTF8.GetBytes(string.Concat(
        Chunk("""{"role":"assistant","content":""}"""),
        Chunk("""{"content":"I am well, "}"""),
        Chunk("""{"content":"thank you for asking. "}"""),
        Chunk("""{"content":"What can I do for you today?"}"""),
        Chunk("{}", finish: "\"stop\"", usage: """{"prompt_tokens":40,"completion_tokens":16,"total_tokens":56}"""),
        "data: [DONE]\n\n"));

    private readonly WebApplication _app;

    private InstantModel(WebApplication app) => _app = app;

    /// <summary>What to configure as <c>baseUrl</c>.</summary>
    public string BaseUrl => $"{_app.Urls.First()}/v1";

    public static async Task<InstantModel> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(Reply);
        await app.StartAsync();
        return new InstantModel(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task Reply(HttpContext context)
    {
        var body = context.Request.BodyReader;
        while (true)
        {
            var read = await body.ReadAsync(context.RequestAborted);
            body.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                break;
            }
        }

        context.Response.ContentType = "text/event-stream";
        await context.Response.BodyWriter.WriteAsync(Answer, context.RequestAborted);
    }

    private static string Chunk(string delta, string finish = "null", string usage = "null") =>
        $$$"""data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"instant","choices":[{"index":0,"delta":{{{delta}}},"finish_reason":{{{finish}}}}],"usage":{{{usage}}} }"""
        + "\n\n";
}
