using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Moltbot.Models.Transport;

namespace Moltbot.Models.Calls;

/// <summary>
/// Connects to public addresses only, to the address that was judged, follows no redirect and keeps no cookies (attacks S1 to S3). An answer is
/// read up to a limit, whatever its headers promise.
/// </summary>
internal sealed class PublicCalls : IPublicCalls, IDisposable
{
    /// <summary>Bytes of an answer. Arbitrary: more than a reply could show of it.</summary>
    internal const int MaxBytes = 256 * 1024;

    private readonly HttpMessageInvoker invoker;
    private readonly TimeProvider time;

    public PublicCalls(ModelTransportOptions options, Func<string, IReadOnlyList<IPAddress>, bool> isPublic, TimeProvider time)
        : this(options, new PublicConnect(isPublic), time)
    {
    }

    internal PublicCalls(ModelTransportOptions options, PublicConnect connect, TimeProvider time)
    {
        var handler = ModelTransport.Handler(options);
        // A proxy would be what we connect to, and the judgement of the address would be lost.
        handler.UseProxy = false;
        handler.ConnectCallback = connect.ConnectAsync;
        invoker = new HttpMessageInvoker(handler);
        this.time = time;
    }

    public async Task<string> SendAsync(PublicCall call, CancellationToken cancellationToken)
    {
        using var deadline = new CallDeadline(time, cancellationToken);
        deadline.Arm(call.Timeout);
        using var request = Request(call);
        var isSent = false;
        try
        {
            using var response = await invoker.SendAsync(request, deadline.Token);
            isSent = true;
            if (!response.IsSuccessStatusCode)
            {
                throw new PublicCallException(string.Create(CultureInfo.InvariantCulture, $"{call.Address.Host} answered {(int)response.StatusCode}"), mayHaveHadEffect: true);
            }

            return await ReadAsync(response, call.Address.Host, deadline.Token);
        }
        catch (OperationCanceledException) when (deadline.Expired)
        {
            throw new PublicCallException($"{call.Address.Host} did not answer in time", mayHaveHadEffect: true);
        }
        catch (HttpRequestException e) when (e.InnerException is PrivateAddressException)
        {
            throw new PublicCallException($"{call.Address.Host} is not of the open internet", mayHaveHadEffect: false);
        }
        catch (PrivateAddressException)
        {
            throw new PublicCallException($"{call.Address.Host} is not of the open internet", mayHaveHadEffect: false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new PublicCallException($"{call.Address.Host} could not be reached", mayHaveHadEffect: isSent || e is not HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError });
        }
    }

    public void Dispose() => invoker.Dispose();

    private static HttpRequestMessage Request(PublicCall call)
    {
        var request = new HttpRequestMessage(new HttpMethod(call.Method), call.Address);
        if (call.Body is { } body)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue(call.ContentType ?? "text/plain", "utf-8") } };
        }

        request.Headers.TryAddWithoutValidation("User-Agent", "moltbot");
        foreach (var (name, value) in call.Headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private static async Task<string> ReadAsync(HttpResponseMessage response, string host, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[MaxBytes + 1];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return length <= MaxBytes
            ? Encoding.UTF8.GetString(buffer, 0, length)
            : throw new PublicCallException(string.Create(CultureInfo.InvariantCulture, $"{host} answered more than {MaxBytes} bytes"), mayHaveHadEffect: true);
    }
}
