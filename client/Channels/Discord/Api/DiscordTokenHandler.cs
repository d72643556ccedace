namespace Moltbot.Gateway.Channels.Discord.Api;

/// <summary>
/// Puts in the token and the true address at the last moment. Everything above (HttpClient, its events, its exceptions) sees the route's
/// template, so nothing there can record a secret: the tokens of interactions are part of addresses.
/// </summary>
internal sealed class DiscordTokenHandler(Uri apiRoot, DiscordToken token, SocketsHttpHandler inner) : DelegatingHandler(inner)
{
    public static readonly HttpRequestOptionsKey<string> Path = new("discord.path");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.Options.TryGetValue(Path, out var path))
        {
            throw new InvalidOperationException("a call of Discord's API must name its path");
        }

        var shown = request.RequestUri;
        request.RequestUri = new Uri($"{apiRoot.GetLeftPart(UriPartial.Path).TrimEnd('/')}/v10/{path}");
        request.Headers.TryAddWithoutValidation("Authorization", "Bot " + token.Reveal());
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        finally
        {
            request.Headers.Remove("Authorization");
            request.RequestUri = shown;
        }
    }
}
