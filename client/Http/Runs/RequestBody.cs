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
    public static async Task<JsonDocument?> ReadObject(HttpContext context, long maxBytes, TimeProvider time)
    {
        if (context.Request.ContentLength > maxBytes)
        {
            await TooLarge(context, maxBytes);
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
            await HttpAnswer.Invalid(context, "The body must be a JSON object.");
        }
        catch (JsonException problem)
        {
            await HttpAnswer.Invalid(context, $"SyntaxError: the body is not JSON (line {problem.LineNumber + 1}, byte {problem.BytePositionInLine + 1})");
        }
        catch (BadHttpRequestException refused) when (refused.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            await TooLarge(context, maxBytes);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            await TooSlow(context);
        }
        catch (BadHttpRequestException refused) when (refused.StatusCode == StatusCodes.Status408RequestTimeout)
        {
            // The server's own least pace.
            await TooSlow(context);
        }

        return null;
    }

    private static Task TooSlow(HttpContext context)
    {
        context.Response.Headers.Connection = "close";
        return HttpAnswer.Error(
            context, StatusCodes.Status408RequestTimeout, $"The body did not arrive within {Deadline.TotalSeconds:0} seconds.", "invalid_request_error");
    }

    private static Task TooLarge(HttpContext context, long maxBytes)
    {
        // What is still coming is not worth reading.
        context.Response.Headers.Connection = "close";
        return HttpAnswer.Error(
            context, StatusCodes.Status413PayloadTooLarge, $"The body is larger than {maxBytes} bytes.", "invalid_request_error");
    }
}
