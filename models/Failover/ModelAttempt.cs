using Moltbot.Models.Providers;

namespace Moltbot.Models.Failover;

/// <summary>One attempt of a call: who was asked and how it ended.</summary>
/// <param name="Provider">The provider's id.</param>
/// <param name="Model">The model's id.</param>
/// <param name="Profile">The credential used; null for the provider's configured one.</param>
/// <param name="Error">Why it failed; null when it answered.</param>
/// <param name="Skipped">It was not asked at all: the credential cools down or the circuit is open.</param>
/// <param name="Duration">How long it took.</param>
public sealed record ModelAttempt(
    string Provider, string Model, string? Profile, ModelException? Error, bool Skipped, TimeSpan Duration);
