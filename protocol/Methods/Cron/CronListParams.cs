namespace Moltbot.Protocol.Methods.Cron;

/// <summary>Params of <c>cron.list</c>.</summary>
public sealed record CronListParams
{
    /// <summary>Whether jobs that do not run by themselves are listed too.</summary>
    public bool? IncludeDisabled { get; init; }
}
