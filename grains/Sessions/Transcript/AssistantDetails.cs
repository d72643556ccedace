using Moltbot.GrainInterfaces.Sessions;

namespace Moltbot.Grains.Sessions.Transcript;

/// <summary>What an assistant message tells beside its words.</summary>
internal sealed record AssistantDetails
{
    /// <summary><c>stop</c>, <c>length</c>, <c>aborted</c>, <c>error</c> or <c>injected</c>.</summary>
    public required string StopReason { get; init; }

    public string? Api { get; init; }

    public string? Provider { get; init; }

    public string? Model { get; init; }

    public TokenUsage? Usage { get; init; }

    public UsageCost Cost { get; init; }

    public string? ErrorMessage { get; init; }
}
