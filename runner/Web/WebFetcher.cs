using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Moltbot.Policy;
using Moltbot.Policy.Addresses;
using Moltbot.Protocol.Runners;

namespace Moltbot.Runner.Web;

/// <summary>
/// Asks for web pages of the open internet that a model names (S1 to S3): each address is judged, redirects among them, and connected to as it was
/// judged; nothing that the runner has goes along, and nothing of an answer is kept for another.
/// </summary>
internal sealed class WebFetcher
{
    private readonly HttpMessageInvoker _http;

    public WebFetcher(PublicConnect connect) => _http = new HttpMessageInvoker(PublicHandler.Of(connect));

    /// <summary>Asks for a page.</summary>
    /// <param name="wanted">What is asked for.</param>
    /// <param name="address">Where, as <see cref="WebAddress"/> read it.</param>
    /// <param name="limits">How often it may lead on, and who asks, as the server is told.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="WebFailure">It cannot be had.</exception>
    public async Task<WebPage> Get(WebContent wanted, Uri address, ToolFetchLimits limits, CancellationToken cancel)
    {
        var maxRedirects = Math.Clamp(limits.MaxRedirects, 0, ToolFetchLimits.MostRedirects);
        var userAgent = UserAgent(limits.UserAgent);
        for (var redirects = 0; ; redirects++)
        {
            using var request = Request(wanted, address, userAgent);
            using var response = await Send(request, redirects > 0, cancel);
            if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || !response.Headers.NonValidated.Contains("Location"))
            {
                return await Page(wanted, response, address, cancel);
            }

            address = redirects < maxRedirects ? Follow(address, Location(response)) : throw new WebFailure($"it leads on more than {maxRedirects} times", isAsked: true);
        }
    }

    private static HttpRequestMessage Request(WebContent wanted, Uri address, string userAgent)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        request.Headers.TryAddWithoutValidation("Accept", wanted.Accept);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", WebBody.Encodings);
        return request;
    }

    // A header is one line.
    private static string UserAgent(string? configured) =>
        configured is { Length: > 0 and <= 300 } && configured.All(static c => c is >= ' ' and < '\x7f') ? configured : $"moltbot/{ProductVersion.Text}";

    private async Task<HttpResponseMessage> Send(HttpRequestMessage request, bool isRedirected, CancellationToken cancel)
    {
        try
        {
            return await _http.SendAsync(request, cancel);
        }
        catch (Exception failure) when (failure is PrivateAddressException or HttpRequestException { InnerException: PrivateAddressException })
        {
            throw new WebFailure(isRedirected ? "it leads to a host that is not of the open internet" : "its host is not of the open internet", isRedirected);
        }
        catch (HttpRequestException failure)
        {
            throw new WebFailure(failure.HttpRequestError switch
            {
                HttpRequestError.NameResolutionError => "its host is not known",
                HttpRequestError.SecureConnectionError => "its host shows no certificate that is valid for it",
                HttpRequestError.ConnectionError => "its host cannot be connected to",
                _ => "its host does not answer as a web server does",
            }, isRedirected || failure.HttpRequestError is not (HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError));
        }
        catch (SocketException)
        {
            throw new WebFailure("its host is not known", isRedirected);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // The handler's own limit on connecting: nobody cancelled this.
            throw new WebFailure("its host cannot be connected to", isRedirected);
        }
        catch (IOException)
        {
            throw new WebFailure("its host broke the connection off", isAsked: true);
        }
    }

    /// <summary>Where a redirect leads, judged like the first address.</summary>
    /// <exception cref="WebFailure">It is not followed.</exception>
    internal static Uri Follow(Uri from, string location)
    {
        if (!Uri.TryCreate(from, location, out var to) || !WebAddress.TryParse(to.AbsoluteUri, out var next, out _))
        {
            throw new WebFailure("it leads to an address that is not asked for", isAsked: true);
        }

        return from.Scheme == Uri.UriSchemeHttps && next.Scheme != Uri.UriSchemeHttps
            ? throw new WebFailure("it leads from https to http", isAsked: true)
            : next;
    }

    private static string Location(HttpResponseMessage response) =>
        response.Headers.NonValidated.TryGetValues("Location", out var values) && values.Count == 1 ? values.ToString() : "";

    private static async Task<WebPage> Page(WebContent wanted, HttpResponseMessage response, Uri address, CancellationToken cancel)
    {
        var type = TypeOf(response.Content.Headers);
        var mediaType = type?.MediaType?.ToLowerInvariant() ?? "";
        if (wanted.IsText && !IsText(mediaType))
        {
            throw new WebFailure(string.Create(CultureInfo.InvariantCulture, $"it is no text (status {(int)response.StatusCode})"), isAsked: true);
        }

        try
        {
            var (body, isCut) = await WebBody.Read(response.Content, wanted.MaxBytes, cancel);
            return new WebPage((int)response.StatusCode, address, mediaType, type?.CharSet?.Trim('"', '\'', ' '), body, isCut);
        }
        catch (Exception failure) when (failure is IOException or HttpRequestException)
        {
            throw new WebFailure("its host broke the answer off", isAsked: true);
        }
    }

    private static MediaTypeHeaderValue? TypeOf(HttpContentHeaders headers) =>
        headers.NonValidated.TryGetValues("Content-Type", out var values) && values.Count == 1 && MediaTypeHeaderValue.TryParse(values.ToString(), out var type) ? type : null;

    private static bool IsText(string mediaType) =>
        mediaType.StartsWith("text/", StringComparison.Ordinal)
        || mediaType is "application/json" or "application/xml" or "application/xhtml+xml"
        || (mediaType.StartsWith("application/", StringComparison.Ordinal) && (mediaType.EndsWith("+json", StringComparison.Ordinal) || mediaType.EndsWith("+xml", StringComparison.Ordinal)));
}
