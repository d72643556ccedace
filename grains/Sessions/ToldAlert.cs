namespace Moltbot.Grains.Sessions;

/// <summary>An alert that was told.</summary>
/// <param name="At">When, epoch milliseconds.</param>
/// <param name="Hash">Its text's SHA-256 in lower-case hex: the row is written with every turn.</param>
[GenerateSerializer, Alias("moltbot.ToldAlert"), Immutable]
public sealed record ToldAlert([property: Id(0)] long At, [property: Id(1)] string Hash);
