using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Moltbot.TestSupport.Platforms;

/// <summary>What a simulated platform does with a call. An answer may be scripted to take the place of the usual one.</summary>
public sealed class SimulatedAnswer
{
    private readonly Func<HttpContext, Task> write;

    private SimulatedAnswer(Func<HttpContext, Task> write, bool hasEffect = false, bool neverComes = false)
    {
        this.write = write;
        HasEffect = hasEffect;
        NeverComes = neverComes;
    }

    /// <summary>Whether the call takes effect before this answer is given.</summary>
    public bool HasEffect { get; }

    /// <summary>Whether the caller waits in vain.</summary>
    internal bool NeverComes { get; }

    /// <summary>Any text with any status, as a proxy in between would write.</summary>
    public static SimulatedAnswer Raw(int status, string body, string contentType = "text/html") => new(async context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        await context.Response.WriteAsync(body);
    });

    /// <summary>JSON with any status and headers.</summary>
    public static SimulatedAnswer Json(int status, JsonNode? body, IReadOnlyDictionary<string, string>? headers = null) => new(async context =>
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            context.Response.Headers[name] = value;
        }

        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body?.ToJsonString() ?? "null");
    });

    /// <summary>Success without a body.</summary>
    public static SimulatedAnswer NoContent() => new(context =>
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    });

    /// <summary>A redirect, which no platform sends.</summary>
    public static SimulatedAnswer Redirect(Uri to) => new(context =>
    {
        context.Response.Redirect(to.AbsoluteUri);
        return Task.CompletedTask;
    });

    /// <summary>The call takes effect, then the connection breaks before an answer.</summary>
    public static SimulatedAnswer AcceptThenBreak() => new(Abort, hasEffect: true);

    /// <summary>The connection breaks before the call takes effect; the client cannot tell the difference.</summary>
    public static SimulatedAnswer Break() => new(Abort);

    /// <summary>The call takes effect and no answer ever comes.</summary>
    public static SimulatedAnswer AcceptThenHang() => new(
        async context =>
        {
            var gone = new TaskCompletionSource();
            await using var registration = context.RequestAborted.Register(gone.SetResult);
            await gone.Task;
        },
        hasEffect: true,
        neverComes: true);

    internal Task Write(HttpContext context) => write(context);

    private static Task Abort(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }
}
