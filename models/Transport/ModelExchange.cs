using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Moltbot.Models.Providers;
using Moltbot.Models.Wire;
using Polly.CircuitBreaker;

namespace Moltbot.Models.Transport;

/// <summary>One provider's HTTP: sends a call and hands back a response that is a stream, or throws what the provider said.</summary>
internal sealed class ModelExchange(
    ModelProviderOptions provider, ModelTransport transport, ModelFailures failures, TimeProvider time)
{
    private static readonly MediaTypeWithQualityHeaderValue EventStream = new("text/event-stream");
    private static readonly ProductInfoHeaderValue UserAgent = new("moltbot", null);

    private readonly ModelResilience resilience = new(transport.Options, time);
    private Uri? address;

    public ModelTransportOptions Limits => transport.Options;

    public ModelFailures Failures => failures;

    public void Count(ModelException error) => resilience.Count(error);

    public async ValueTask<HttpResponseMessage> SendAsync(
        IModelWire wire, WireCall call, CallDeadline deadline, CancellationToken cancellationToken)
    {
        using var body = new RequestBody();
        using (var json = new Utf8JsonWriter(body, new JsonWriterOptions { SkipValidation = true }))
        {
            wire.Write(json, call);
        }

        try
        {
            return await resilience.SendAsync(
                static (s, token) => s.Self.SendOnceAsync(s.Wire, s.Model, s.Body, s.Deadline, token),
                (Self: this, Wire: wire, Model: call.ModelId, Body: body, Deadline: deadline), cancellationToken);
        }
        catch (BrokenCircuitException e)
        {
            throw failures.CircuitOpen(call.ModelId, e.RetryAfter);
        }
    }

    /// <summary>The body of a response whose headers promise a stream.</summary>
    public async ValueTask<Stream> OpenAsync(
        HttpResponseMessage response, string model, CallDeadline deadline, CancellationToken cancellationToken)
    {
        var type = response.Content.Headers.ContentType?.MediaType;
        // No type at all is taken for a stream: small local servers forget it.
        if (type is null || type.Equals("text/event-stream", StringComparison.OrdinalIgnoreCase))
        {
            return await response.Content.ReadAsStreamAsync(deadline.Token);
        }

        var failure = failures.ContentType(model, type, await ReadErrorAsync(response, deadline, cancellationToken));
        resilience.Count(failure);
        throw failure;
    }

    private async ValueTask<HttpResponseMessage> SendOnceAsync(
        IModelWire wire, string model, RequestBody body, CallDeadline deadline, CancellationToken cancellationToken)
    {
        using var request = Request(wire, body);
        HttpResponseMessage? response = null;
        try
        {
            deadline.Arm(Limits.ResponseTimeout);
            response = await transport.SendAsync(request, provider.AllowPrivateNetwork, deadline.Token);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                deadline.Disarm();
                return response;
            }

            var text = await ReadErrorAsync(response, deadline, cancellationToken);
            throw failures.FromStatus(model, (int)response.StatusCode, text, response.Headers, time.GetUtcNow());
        }
        catch (HttpRequestException e)
        {
            response?.Dispose();
            throw failures.Connect(model, e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            // Ours, or the handler's own limit on connecting.
            response?.Dispose();
            throw deadline.Expired
                ? failures.Timeout(model, "did not begin to answer in time", e)
                : failures.Connect(model, new HttpRequestException(HttpRequestError.ConnectionError, "Connecting took too long.", e));
        }
        catch
        {
            response?.Dispose();
            throw;
        }
    }

    private HttpRequestMessage Request(IModelWire wire, RequestBody body)
    {
        address ??= new UriBuilder(provider.BaseUrl) { Path = wire.PathFor(provider.BaseUrl.AbsolutePath.TrimEnd('/')) }.Uri;
        var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = body.Content(),
            VersionPolicy = HttpVersionPolicy.RequestVersionOrHigher,
        };
        request.Headers.Accept.Add(EventStream);
        request.Headers.UserAgent.Add(UserAgent);
        wire.Authorize(request.Headers, provider.ApiKey);
        foreach (var (name, value) in provider.Headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    /// <summary>The beginning of an error's body; what cannot be read is left out, the status says enough.</summary>
    private async ValueTask<byte[]> ReadErrorAsync(
        HttpResponseMessage response, CallDeadline deadline, CancellationToken cancellationToken)
    {
        var buffer = new byte[Limits.MaxErrorBytes];
        var length = 0;
        try
        {
            deadline.Arm(Limits.IdleTimeout);
            await using var stream = await response.Content.ReadAsStreamAsync(deadline.Token);
            int read;
            while (length < buffer.Length && (read = await stream.ReadAsync(buffer.AsMemory(length), deadline.Token)) > 0)
            {
                length += read;
            }
        }
        catch (Exception e) when (e is IOException or HttpRequestException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return buffer[..length];
        }

        return buffer[..length];
    }
}
