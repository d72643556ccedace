namespace Moltbot.Grains.Approvals;

/// <summary>A client's grant.</summary>
/// <param name="Id">The approval.</param>
/// <param name="Run">The run it is for.</param>
/// <param name="Until">When it is worth nothing any more, epoch milliseconds.</param>
/// <param name="AskedBy">Whose it is; empty in rows that did not say.</param>
[GenerateSerializer, Alias("moltbot.KeptGrant"), Immutable]
public sealed record KeptGrant([property: Id(0)] string Id, [property: Id(1)] string Run, [property: Id(2)] long Until, [property: Id(3)] string AskedBy = "");
