using System.Text.Json.Serialization;

namespace Moltbot.Protocol.Methods.Cron;

/// <summary>Params of <c>cron.remove</c>, <c>cron.run</c> and <c>cron.runs</c>: a job, named by either property.</summary>
public sealed record CronJobParams
{
    /// <summary>The job.</summary>
    public string? Id { get; init; }

    /// <summary>The job.</summary>
    public string? JobId { get; init; }

    /// <summary>Of <c>cron.run</c>: <c>due</c> or <c>force</c>.</summary>
    public string? Mode { get; init; }

    /// <summary>Of <c>cron.runs</c>: 1 to 5000.</summary>
    public long? Limit { get; init; }

    /// <summary>The job that is meant.</summary>
    [JsonIgnore]
    public string Job => Id ?? JobId ?? "";
}
