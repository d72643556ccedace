namespace Moltbot.Gateway.Channels.Telegram.Api;

/// <summary>
/// Puts the token into the address at the last moment. Everything above (HttpClient, its events, its exceptions) sees
/// <c>/bot/&lt;method&gt;</c>, so nothing there can record the secret.
/// </summary>
internal sealed class BotTokenHandler(Uri apiRoot, BotToken token, SocketsHttpHandler inner) : DelegatingHandler(inner)
{
    public static readonly HttpRequestOptionsKey<string> Method = new("telegram.method");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.Options.TryGetValue(Method, out var method))
        {
            throw new InvalidOperationException("a Bot API request must name its method");
        }

        var shown = request.RequestUri;
        request.RequestUri = Address(token.Reveal(), method);
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        finally
        {
            request.RequestUri = shown;
        }
    }

    private Uri Address(string secret, string method) =>
        new($"{apiRoot.GetLeftPart(UriPartial.Path).TrimEnd('/')}/bot{secret}/{method}");
}
