using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Moltbot.Gateway.Http.Routing;

namespace Moltbot.Gateway.Http.Runs;

/// <summary>Reads a body of JSON, at most so many bytes of it and no longer than a deadline (B3).</summary>
internal static class RequestBody
{
    /// <summary>How long a body may take to arrive. Arbitrary: the largest one in a minute is a slow line, not a slow attack.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    /// <summary>The body's object; null when the request was answered with a refusal.</summary>
    public static Task<JsonDocument?> ReadObject(HttpContext context, long maxBytes, TimeProvider time) => ReadObject(
        context, maxBytes, time, (status, message) => HttpAnswer.Error(context, status, message, "invalid_request_error"));

    /// <param name="context">The request.</param>
    /// <param name="maxBytes">The longest body.</param>
    /// <param name="time">The clock of the deadline.</param>
    /// <param name="refuse">Answers a refusal: its status and the reason.</param>
    public static async Task<JsonDocument?> ReadObject(HttpContext context, long maxBytes, TimeProvider time, Func<int, string, Task> refuse)
    {
        if (context.Request.ContentLength > maxBytes)
        {
            await TooLarge(context, maxBytes, refuse);
            return null;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = maxBytes;
        }

        using var deadline = new CancellationTokenSource(Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, context.RequestAborted);
        try
        {
            JsonDocument document = await JsonDocument.ParseAsync(
                context.Request.Body, new JsonDocumentOptions { MaxDepth = 64 }, either.Token);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
            await refuse(StatusCodes.Status400BadRequest, "The body must be a JSON object.");
        }
        catch (JsonException problem)
        {
            await refuse(
                StatusCodes.Status400BadRequest, $"SyntaxError: the body is not JSON (line {problem.LineNumber + 1}, byte {problem.BytePositionInLine + 1})");
        }
        catch (BadHttpRequestException refused) when (refused.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            await TooLarge(context, maxBytes, refuse);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            await TooSlow(context, refuse);
        }
        catch (BadHttpRequestException refused) when (refused.StatusCode == StatusCodes.Status408RequestTimeout)
        {
            // The server's own least pace.
            await TooSlow(context, refuse);
        }

        return null;
    }

    private static Task TooSlow(HttpContext context, Func<int, string, Task> refuse)
    {
        context.Response.Headers.Connection = "close";
        return refuse(StatusCodes.Status408RequestTimeout, $"The body did not arrive within {Deadline.TotalSeconds:0} seconds.");
    }

    private static Task TooLarge(HttpContext context, long maxBytes, Func<int, string, Task> refuse)
    {
        // What is still coming is not worth reading.
        context.Response.Headers.Connection = "close";
        return refuse(StatusCodes.Status413PayloadTooLarge, $"The body is larger than {maxBytes} bytes.");
    }
}
