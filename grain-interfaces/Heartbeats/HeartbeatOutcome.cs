namespace Moltbot.GrainInterfaces.Heartbeats;

/// <summary>What became of the answer to a heartbeat.</summary>
/// <param name="Status"><c>sent</c>, <c>ok-token</c>, <c>ok-empty</c> or <c>skipped</c>.</param>
/// <param name="Reason">Why an alert was kept back; null when it was not.</param>
/// <param name="IsTold">Whether anything goes to the chat.</param>
[GenerateSerializer, Alias("moltbot.HeartbeatOutcome"), Immutable]
public sealed record HeartbeatOutcome(
    [property: Id(0)] string Status, [property: Id(1)] string? Reason, [property: Id(2)] bool IsTold);
