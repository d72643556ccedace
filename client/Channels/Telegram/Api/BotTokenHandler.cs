namespace Moltbot.Gateway.Channels.Telegram.Api;

/// <summary>
/// Puts the token into the address at the last moment. Everything above (HttpClient, its events, its exceptions) sees
/// <c>/bot/&lt;method&gt;</c>, so nothing there can record the secret.
/// </summary>
internal sealed class BotTokenHandler(Uri apiRoot, BotToken token, SocketsHttpHandler inner) : DelegatingHandler(inner)
{
    public static readonly HttpRequestOptionsKey<string> Method = new("telegram.method");

    /// <summary>The path of a file, in place of a method.</summary>
    public static readonly HttpRequestOptionsKey<string> File = new("telegram.file");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.Options.TryGetValue(Method, out var method) ? Address("bot", method)
            : request.Options.TryGetValue(File, out var file) ? Address("file/bot", file)
            : throw new InvalidOperationException("a Bot API request must name its method or file");
        var shown = request.RequestUri;
        request.RequestUri = address;
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        finally
        {
            request.RequestUri = shown;
        }
    }

    private Uri Address(string prefix, string rest) =>
        new($"{apiRoot.GetLeftPart(UriPartial.Path).TrimEnd('/')}/{prefix}{token.Reveal()}/{rest}");
}
