using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Cron;

namespace Moltbot.Grains.Cron;

/// <summary>The row of a job.</summary>
[GenerateSerializer, Alias("moltbot.CronJobState")]
public sealed record CronJobState
{
    /// <summary>Its id.</summary>
    [Id(0)] public string Id { get; init; } = "";

    /// <summary>What it does and when; null in a row of nobody's, or of a job that was removed.</summary>
    [Id(1)] public string? SpecJson { get; init; }

    /// <summary>The chat that it names.</summary>
    [Id(2)] public ReplyTarget? Target { get; init; }

    /// <summary>Who made it.</summary>
    [Id(3)] public string CreatedBy { get; init; } = "";

    /// <summary>When it was made, epoch milliseconds.</summary>
    [Id(4)] public long CreatedAt { get; init; }

    /// <summary>When it was changed last, epoch milliseconds.</summary>
    [Id(5)] public long UpdatedAt { get; init; }

    /// <summary>Counts its changes.</summary>
    [Id(6)] public long Revision { get; init; }

    /// <summary>When it is due next, epoch milliseconds; null for never.</summary>
    [Id(7)] public long? NextDue { get; init; }

    /// <summary>The run that was begun and has no outcome yet: written before it has any effect.</summary>
    [Id(8)] public CronRunning? Running { get; init; }

    /// <summary>Its last runs, oldest first.</summary>
    [Id(9)] public IReadOnlyList<CronRun> Runs { get; init; } = [];

    /// <summary>From when on the reminder ticks, epoch milliseconds; null while there is none.</summary>
    [Id(10)] public long? RemindedFrom { get; init; }

    /// <summary>The turn that wrote by its tool what it says; null for an operator's.</summary>
    [Id(11)] public CronMaker? Maker { get; init; }
}
