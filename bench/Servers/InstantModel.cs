using System.Buffers;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Moltbot.Bench.Servers;

/// <summary>
/// A model that answers at once, always the same, streamed in OpenAI's chat completions form: what is measured is the server. The one of
/// <see cref="ToolBaseUrl"/> first asks for a file.
/// </summary>
internal sealed class InstantModel : IAsyncDisposable
{
    private static readonly byte[] Answer = Encoding.UTF8.GetBytes(string.Concat(
        Chunk("""{"role":"assistant","content":""}"""),
        Chunk("""{"content":"I am well, "}"""),
        Chunk("""{"content":"thank you for asking. "}"""),
        Chunk("""{"content":"What can I do for you today?"}"""),
        Chunk("{}", finish: "\"stop\"", usage: """{"prompt_tokens":40,"completion_tokens":16,"total_tokens":56}"""),
        "data: [DONE]\n\n"));

    private static readonly byte[] ToolCall = Encoding.UTF8.GetBytes(string.Concat(
        Chunk("""{"role":"assistant","content":null,"tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"read","arguments":"{\"path\":\"a.txt\"}"}}]}"""),
        Chunk("{}", finish: "\"tool_calls\"", usage: """{"prompt_tokens":40,"completion_tokens":16,"total_tokens":56}"""),
        "data: [DONE]\n\n"));

    private const string Tools = "/tools";

    private readonly WebApplication _app;

    private InstantModel(WebApplication app) => _app = app;

    /// <summary>What to configure as <c>baseUrl</c>.</summary>
    public string BaseUrl => $"{_app.Urls.First()}/v1";

    /// <summary>What to configure for turns with one tool call each.</summary>
    public string ToolBaseUrl => $"{_app.Urls.First()}{Tools}/v1";

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
        var request = await Read(context);
        var isAskedFirst = context.Request.Path.StartsWithSegments(Tools, StringComparison.Ordinal) && IsFirst(request);
        context.Response.ContentType = "text/event-stream";
        await context.Response.BodyWriter.WriteAsync(isAskedFirst ? ToolCall : Answer, context.RequestAborted);
    }

    private static async Task<ReadOnlySequence<byte>> Read(HttpContext context)
    {
        while (true)
        {
            var read = await context.Request.BodyReader.ReadAsync(context.RequestAborted);
            context.Request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (read.IsCompleted)
            {
                return read.Buffer;
            }
        }
    }

    /// <summary>Whether the last message is a person's: what a tool said is behind it otherwise.</summary>
    private static bool IsFirst(ReadOnlySequence<byte> request)
    {
        ReadOnlySpan<byte> role = "\"role\":\""u8, text = request.ToArray();
        return text[(text.LastIndexOf(role) + role.Length)..].StartsWith("user"u8);
    }

    private static string Chunk(string delta, string finish = "null", string usage = "null") =>
        $$$"""data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"instant","choices":[{"index":0,"delta":{{{delta}}},"finish_reason":{{{finish}}}}],"usage":{{{usage}}} }"""
        + "\n\n";
}
