using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using Moltbot.Models.Anthropic;
using Moltbot.Models.OpenAi.Completions;
using Moltbot.Models.OpenAi.Responses;
using Moltbot.Models.Transport;
using Moltbot.Models.Wire;

namespace Moltbot.Models.Providers;

/// <inheritdoc />
internal sealed class ModelClientFactory(ModelTransport transport, TimeProvider time) : IModelClientFactory
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<(string Provider, string Profile), Entry>> tenants =
        new(StringComparer.Ordinal);

    public IChatClient GetClient(string tenant, ModelProviderOptions options, string profile = "")
    {
        var clients = tenants.GetOrAdd(tenant, static _ => new());
        var key = (options.Id, profile);
        if (clients.TryGetValue(key, out var known) && ReferenceEquals(known.Options, options))
        {
            return known.Client;
        }

        var fingerprint = ProviderFingerprint.Of(options);
        if (known is not null && string.Equals(known.Fingerprint, fingerprint, StringComparison.Ordinal))
        {
            // The next call most likely comes with the same object.
            clients.TryUpdate(key, known with { Options = options }, known);
            return known.Client;
        }

        ModelProviderValidator.Check(options);
        var made = new Entry(options, fingerprint, Create(options, profile));
        // Two callers may make it at once; one client is kept, so that its circuit breaker sees every call.
        return clients.AddOrUpdate(
            key,
            static (_, made) => made,
            static (_, there, made) =>
                string.Equals(there.Fingerprint, made.Fingerprint, StringComparison.Ordinal) ? there : made,
            made).Client;
    }

    public void Forget(string tenant) => tenants.TryRemove(tenant, out _);

    private ModelChatClient Create(ModelProviderOptions options, string profile)
    {
        var redactor = new SecretRedactor([options.ApiKey, .. options.Headers.Values]);
        var failures = new ModelFailures(options, new ProviderErrorParser(redactor));
        var exchange = new ModelExchange(options, transport, failures, time);
        return new ModelChatClient(options, $"{options.Id}#{profile}", Wire(options), exchange, time);
    }

    private static IModelWire Wire(ModelProviderOptions options) => options.Api switch
    {
        ModelApi.OpenAiCompletions => new CompletionsWire(IsOpenAi(options.BaseUrl)),
        ModelApi.OpenAiResponses => new ResponsesWire(),
        ModelApi.AnthropicMessages => new AnthropicWire(),
        _ => throw new ArgumentException(
            $"models.providers.{options.Id}.api is not offered; use one of {string.Join(", ", ModelApiNames.All)}.", nameof(options)),
    };

    private static bool IsOpenAi(Uri url) => url.Host.Equals("api.openai.com", StringComparison.OrdinalIgnoreCase);

    private sealed record Entry(ModelProviderOptions Options, string Fingerprint, ModelChatClient Client);
}
