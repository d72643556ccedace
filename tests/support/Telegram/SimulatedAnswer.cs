using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Moltbot.TestSupport.Telegram;

/// <summary>What the server does with a call. An answer may be scripted to take the place of the usual one.</summary>
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

    /// <summary>Success.</summary>
    public static SimulatedAnswer Success(JsonNode? result) =>
        Json(200, new JsonObject { ["ok"] = true, ["result"] = result?.DeepClone() });

    /// <summary>An error in Telegram's form.</summary>
    public static SimulatedAnswer Error(int code, string description, JsonObject? parameters = null)
    {
        var body = new JsonObject { ["ok"] = false, ["error_code"] = code, ["description"] = description };
        if (parameters is not null)
        {
            body["parameters"] = parameters.DeepClone();
        }

        return Json(code, body);
    }

    /// <summary>The flood limit: nothing happened, come back later.</summary>
    public static SimulatedAnswer TooManyRequests(int retryAfterSeconds) => Error(
        429,
        "Too Many Requests: retry after " + retryAfterSeconds.ToString(CultureInfo.InvariantCulture),
        new JsonObject { ["retry_after"] = retryAfterSeconds });

    /// <summary>A group that became a supergroup with another id.</summary>
    public static SimulatedAnswer Migrated(long toChatId) => Error(
        400, "Bad Request: group chat was upgraded to a supergroup chat", new JsonObject { ["migrate_to_chat_id"] = toChatId });

    /// <summary>Any text with any status, as a proxy in between would write.</summary>
    public static SimulatedAnswer Raw(int status, string body, string contentType = "text/html") => new(async context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        await context.Response.WriteAsync(body);
    });

    /// <summary>A redirect, which Telegram never sends.</summary>
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

    private static SimulatedAnswer Json(int status, JsonObject body) => Raw(status, body.ToJsonString(), "application/json");

    private static Task Abort(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }
}
