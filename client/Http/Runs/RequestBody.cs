using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Moltbot.Gateway.Http.Routing;

namespace Moltbot.Gateway.Http.Runs;

/// <summary>Reads a body of JSON, at most so many bytes of it.</summary>
internal static class RequestBody
{
    /// <summary>The body's object; null when the request was answered with a refusal.</summary>
    public static async Task<JsonDocument?> ReadObject(HttpContext context, long maxBytes)
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

        try
        {
            JsonDocument document = await JsonDocument.ParseAsync(
                context.Request.Body, new JsonDocumentOptions { MaxDepth = 64 }, context.RequestAborted);
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

        return null;
    }

    private static Task TooLarge(HttpContext context, long maxBytes)
    {
        // What is still coming is not worth reading.
        context.Response.Headers.Connection = "close";
        return HttpAnswer.Error(
            context, StatusCodes.Status413PayloadTooLarge, $"The body is larger than {maxBytes} bytes.", "invalid_request_error");
    }
}
