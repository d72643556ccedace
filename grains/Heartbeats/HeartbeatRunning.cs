using Moltbot.GrainInterfaces.Channels;

namespace Moltbot.Grains.Heartbeats;

/// <summary>A run that was begun.</summary>
/// <param name="RunId">The run; it has its effect once however often it is begun.</param>
/// <param name="SessionKey">The session that it is one of.</param>
/// <param name="StartedAt">When, epoch milliseconds.</param>
/// <param name="IsAccepted">Whether its session has stored it: then it is never begun again.</param>
/// <param name="Target">The chat that its answer is for; null for none.</param>
[GenerateSerializer, Alias("moltbot.HeartbeatRunning"), Immutable]
public sealed record HeartbeatRunning(
    [property: Id(0)] string RunId, [property: Id(1)] string SessionKey, [property: Id(2)] long StartedAt, [property: Id(3)] bool IsAccepted,
    [property: Id(4)] ReplyTarget? Target);
