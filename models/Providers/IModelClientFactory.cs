using Microsoft.Extensions.AI;

namespace Moltbot.Models.Providers;

/// <summary>Makes and keeps chat clients; one per tenant, provider and credential.</summary>
public interface IModelClientFactory
{
    /// <summary>
    /// The client for these options. The same client as long as the options say the same; when they change, a new one, and
    /// the old one is dropped with its circuit breaker (calls in progress end normally). A client owns no sockets: there is
    /// nothing to dispose.
    /// </summary>
    /// <remarks>The model is chosen per call by <see cref="ChatOptions.ModelId"/>, else the provider's first model.</remarks>
    /// <param name="tenant">Whose; nothing is shared between tenants but sockets to the same origin.</param>
    /// <param name="options">The provider, with the credential of <paramref name="profile"/> in it.</param>
    /// <param name="profile">Which of the tenant's credentials for it; empty for the configured one.</param>
    /// <exception cref="ArgumentException">The options cannot work; the message names the key and what is allowed.</exception>
    IChatClient GetClient(string tenant, ModelProviderOptions options, string profile = "");

    /// <summary>Drops a tenant's clients: it was deleted or suspended, or its grain went idle.</summary>
    void Forget(string tenant);
}
