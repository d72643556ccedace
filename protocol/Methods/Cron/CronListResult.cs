using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Cron;

/// <summary>Result of <c>cron.list</c>.</summary>
public sealed record CronListResult
{
    /// <summary>The jobs, the one that is due next first.</summary>
    public required IReadOnlyList<RawJson> Jobs { get; init; }
}
