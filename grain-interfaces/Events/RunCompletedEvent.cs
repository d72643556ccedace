using Moltbot.GrainInterfaces.Sessions;

namespace Moltbot.GrainInterfaces.Events;

/// <summary>
/// A run has its outcome: gateways answer the <c>agent</c> and <c>agent.wait</c> requests that wait for it. Never sent to clients.
/// </summary>
[GenerateSerializer, Alias("moltbot.RunCompletedEvent")]
public sealed record RunCompletedEvent : TenantEvent
{
    /// <summary>The outcome.</summary>
    [Id(0)] public required RunStatus Run { get; init; }
}
