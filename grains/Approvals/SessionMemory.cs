namespace Moltbot.Grains.Approvals;

/// <summary>What a conversation remembers.</summary>
/// <param name="Hashes">The runs that were allowed for it, oldest first.</param>
/// <param name="At">When the last was added, epoch milliseconds.</param>
[GenerateSerializer, Alias("moltbot.SessionMemory"), Immutable]
public sealed record SessionMemory([property: Id(1)] IReadOnlyList<string> Hashes, [property: Id(2)] long At);
