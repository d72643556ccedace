namespace Moltbot.GrainInterfaces.Cron;

/// <summary>Whether a job was run.</summary>
[GenerateSerializer, Alias("moltbot.CronStart")]
public enum CronStart
{
    /// <summary>There is no such job.</summary>
    Unknown = 0,

    /// <summary>It runs, or has run.</summary>
    Begun = 1,

    /// <summary>It is not due.</summary>
    NotDue = 2,

    /// <summary>A run of it is still going on.</summary>
    Running = 3,
}
