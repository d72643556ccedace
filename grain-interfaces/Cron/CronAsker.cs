namespace Moltbot.GrainInterfaces.Cron;

/// <summary>A turn that asks for jobs by its tool.</summary>
/// <param name="Turn">The turn.</param>
/// <param name="Administers">Whether all jobs of its agent are there for it, as for an operator who may administer; else its session's own.</param>
[GenerateSerializer, Alias("moltbot.CronAsker"), Immutable]
public sealed record CronAsker([property: Id(0)] CronMaker Turn, [property: Id(1)] bool Administers);
