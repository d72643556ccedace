namespace Moltbot.Grains.Tasks;

/// <summary>An attempt whose session has its run: it is never begun again.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="RunId">The run.</param>
/// <param name="SessionKey">The session that it runs in.</param>
[GenerateSerializer, Alias("moltbot.TaskAttempt"), Immutable]
public sealed record TaskAttempt([property: Id(0)] string TaskId, [property: Id(1)] string RunId, [property: Id(2)] string SessionKey);
