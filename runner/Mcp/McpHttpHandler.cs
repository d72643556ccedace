using System.Net;
using Moltbot.Runner.Web;

namespace Moltbot.Runner.Mcp;

/// <summary>Asks a server of tools by HTTP: questions and farewells only, and of each answer no more than may be read.</summary>
/// <param name="connection">What connects, to the open internet alone.</param>
/// <param name="maxBytes">Bytes of an answer.</param>
internal sealed class McpHttpHandler(HttpMessageHandler connection, int maxBytes) : DelegatingHandler(connection)
{
    // No wall clock: a farewell that nobody takes keeps nobody for long.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(3);

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

        var response = await base.SendAsync(request, cancellationToken);
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
}
