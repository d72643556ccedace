using System.Net;
using System.Text.Json;
using Moltbot.Runner.Web;

namespace Moltbot.Runner.Mcp;

/// <summary>Asks a server of tools by HTTP: questions and farewells only, and of each answer no more than may be read.</summary>
/// <param name="connection">What connects, to the open internet alone.</param>
/// <param name="maxBytes">Bytes of an answer.</param>
/// <param name="maxReplies">Answers of ours, and what else is no question, between two questions: a server that asks us things by the thousand is not answered by as many connections.</param>
internal sealed class McpHttpHandler(HttpMessageHandler connection, int maxBytes, int maxReplies) : DelegatingHandler(connection)
{
    // No wall clock: a farewell that nobody takes keeps nobody for long.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(3);

    private int _replies;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method == HttpMethod.Delete)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            either.CancelAfter(Farewell);
            return await base.SendAsync(request, either.Token);
        }

        // Streams of what nobody asked for, and their taking up again, are a server's way to keep us.
        if (request.Method != HttpMethod.Post)
        {
            return new HttpResponseMessage(HttpStatusCode.MethodNotAllowed) { RequestMessage = request };
        }

        bool isQuestion = await IsQuestion(request, cancellationToken);
        if (isQuestion)
        {
            Interlocked.Exchange(ref _replies, 0);
        }
        else if (Interlocked.Increment(ref _replies) > maxReplies)
        {
            return new HttpResponseMessage(HttpStatusCode.Accepted) { RequestMessage = request };
        }

        var response = await base.SendAsync(request, cancellationToken);
        if (!isQuestion)
        {
            // Nothing is to be said to an answer, so nothing of it is read.
            response.Content.Dispose();
            response.Content = new ByteArrayContent([]);
            return response;
        }

        var body = new StreamContent(new CappedStream(await response.Content.ReadAsStreamAsync(cancellationToken), maxBytes));
        foreach (var (name, values) in response.Content.Headers.NonValidated)
        {
            // The length would be that of what is not cut.
            if (!name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            {
                body.Headers.TryAddWithoutValidation(name, values);
            }
        }

        response.Content = body;
        return response;
    }

    /// <summary>Whether a message wants an answer: it has a method, and an id to answer by.</summary>
    private static async Task<bool> IsQuestion(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            using var message = JsonDocument.Parse(request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken));
            return message.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("method"u8, out _) && root.TryGetProperty("id"u8, out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
