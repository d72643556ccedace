using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Moltbot.Models.Transport;
using Moltbot.Models.Wire;

namespace Moltbot.Models.Providers;

/// <summary>
/// A chat client over one provider's API. Everything that can go wrong on the way comes out as <see cref="ModelException"/>,
/// except the caller's own cancellation.
/// </summary>
internal sealed class ModelChatClient(
    ModelProviderOptions provider, string origin, IModelWire wire, ModelExchange exchange, TimeProvider time) : IChatClient
{
    private readonly ChatClientMetadata metadata = new(provider.Id, provider.BaseUrl, provider.Models.FirstOrDefault()?.Id);

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var call = Call(messages, options ?? new ChatOptions());
        using var deadline = new CallDeadline(time, cancellationToken);
        using var response = await exchange.SendAsync(wire, call, deadline, cancellationToken);
        await using var stream = await exchange.OpenAsync(response, call.ModelId, deadline, cancellationToken);
        using var events = new SseReader(stream, exchange.Limits, deadline);
        var parser = wire.CreateParser(call);
        while (!parser.IsComplete)
        {
            var (more, update) = await NextAsync(events, parser, call.ModelId, deadline, cancellationToken);
            if (update is not null)
            {
                update.ModelId ??= call.ModelId;
                yield return update;
            }

            if (!more)
            {
                yield break;
            }
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? metadata
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    public void Dispose()
    {
        // The sockets are everybody's (ModelTransport).
    }

    private WireCall Call(IEnumerable<ChatMessage> messages, ChatOptions options)
    {
        var id = options.ModelId ?? metadata.DefaultModelId
            ?? throw new ArgumentException($"No model was named, and provider {provider.Id} lists none.", nameof(options));
        return new WireCall(id, provider.Find(id), messages as IReadOnlyList<ChatMessage> ?? [.. messages], options, origin);
    }

    private async ValueTask<(bool More, ChatResponseUpdate? Update)> NextAsync(
        SseReader events, IAnswerParser parser, string model, CallDeadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            if (await events.ReadAsync())
            {
                return (true, parser.Take(events.Data));
            }

            return parser.MayEnd ? (false, parser.Finish()) : throw exchange.Failures.ClosedEarly(model);
        }
        catch (Exception e) when (e is not ModelException && !cancellationToken.IsCancellationRequested)
        {
            var failure = Translate(e, events.AtEnd, model, deadline);
            exchange.Count(failure);
            throw failure;
        }
        catch (ModelException e)
        {
            exchange.Count(e);
            throw;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A caller that gives up tears the connection down, and the reader may see that as a broken pipe first.
            throw new OperationCanceledException("The caller gave up.", e, cancellationToken);
        }
    }

    private ModelException Translate(Exception e, bool cut, string model, CallDeadline deadline) => e switch
    {
        _ when deadline.Expired => exchange.Failures.Timeout(model, "stopped in the middle of its answer", e),
        JsonException when cut => exchange.Failures.ClosedEarly(model, e),
        JsonException json => exchange.Failures.Garbage(model, json),
        WireErrorException failure => exchange.Failures.FromStream(model, failure),
        StreamLimitException limit => exchange.Failures.TooLong(model, limit),
        IOException or HttpRequestException => exchange.Failures.ClosedEarly(model, e),
        _ => exchange.Failures.Garbage(model, new JsonException("The event has an unexpected shape.", e)),
    };
}
