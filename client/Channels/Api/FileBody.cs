using Moltbot.Gateway.Channels.Inbound;

namespace Moltbot.Gateway.Channels.Api;

/// <summary>Reads a file that a platform serves, up to a size.</summary>
internal static class FileBody
{
    /// <summary>Asks for a file.</summary>
    /// <param name="http">The client; follows no redirect.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="most">The most bytes that are read; of a longer one nothing is kept.</param>
    /// <param name="timeout">How long it may take in all.</param>
    /// <param name="time">The clock of that.</param>
    /// <param name="cancellation">Gives up; then it throws.</param>
    public static async Task<FetchedPicture> Fetch(HttpClient http, HttpRequestMessage request, int most, TimeSpan timeout, TimeProvider time, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (!response.IsSuccessStatusCode)
            {
                return (int)response.StatusCode is 429 or >= 500 ? FetchedPicture.Failed : FetchedPicture.Failed with { MayPass = false };
            }

            return response.Content.Headers.ContentLength > most
                ? FetchedPicture.TooLarge
                : await Read(await response.Content.ReadAsStreamAsync(either.Token), most, either.Token) is { } content ? FetchedPicture.Of(content) : FetchedPicture.TooLarge;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Whoever is that slow once keeps all other messages of the account waiting: not again.
            return FetchedPicture.Failed with { MayPass = false };
        }
        catch (HttpRequestException error) when (error.InnerException is PrivateAddressException)
        {
            return FetchedPicture.Failed with { MayPass = false };
        }
        catch (Exception error) when (error is HttpRequestException or IOException && !cancellation.IsCancellationRequested)
        {
            return FetchedPicture.Failed;
        }
    }

    private static async Task<byte[]?> Read(Stream body, int most, CancellationToken cancellation)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[64 << 10];
        while (await body.ReadAsync(buffer, cancellation) is > 0 and var read)
        {
            if (kept.Length + read > most)
            {
                return null;
            }

            kept.Write(buffer, 0, read);
        }

        return kept.ToArray();
    }
}
