using Moltbot.GrainInterfaces.Channels;

namespace Moltbot.GrainInterfaces.Cron;

/// <summary>A job as shown.</summary>
[GenerateSerializer, Alias("moltbot.CronJobView"), Immutable]
public sealed record CronJobView
{
    /// <summary>Its id.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>What it does and when, in the form of protocol §5.8.</summary>
    [Id(1)] public required string SpecJson { get; init; }

    /// <summary>When it was made, epoch milliseconds.</summary>
    [Id(2)] public required long CreatedAt { get; init; }

    /// <summary>When it was changed last, epoch milliseconds.</summary>
    [Id(3)] public required long UpdatedAt { get; init; }

    /// <summary>When it is due next, epoch milliseconds; null for never.</summary>
    [Id(4)] public long? NextDue { get; init; }

    /// <summary>Since when it runs, epoch milliseconds; null while it does not.</summary>
    [Id(5)] public long? RunningSince { get; init; }

    /// <summary>The run that ended last.</summary>
    [Id(6)] public CronRun? LastRun { get; init; }

    /// <summary>The chat that it names, as it was found.</summary>
    [Id(7)] public ReplyTarget? Target { get; init; }

    /// <summary>Counts its changes.</summary>
    [Id(8)] public long Revision { get; init; }

    /// <summary>The turn that wrote by its tool what it says; null for an operator's.</summary>
    [Id(9)] public CronMaker? Maker { get; init; }
}
