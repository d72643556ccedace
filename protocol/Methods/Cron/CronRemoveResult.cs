namespace Moltbot.Protocol.Methods.Cron;

/// <summary>Result of <c>cron.remove</c>.</summary>
public sealed record CronRemoveResult
{
    /// <summary>True.</summary>
    public required bool Ok { get; init; }

    /// <summary>Whether there was such a job.</summary>
    public required bool Removed { get; init; }
}
