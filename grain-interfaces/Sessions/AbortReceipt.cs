namespace Moltbot.GrainInterfaces.Sessions;

/// <summary>What an abort did.</summary>
/// <param name="Aborted">Whether anything ran or waited.</param>
/// <param name="RunIds">The runs it ended.</param>
/// <param name="Mismatch">The run belongs to another session.</param>
[GenerateSerializer, Alias("moltbot.AbortReceipt"), Immutable]
public sealed record AbortReceipt(
    [property: Id(0)] bool Aborted,
    [property: Id(1)] IReadOnlyList<string> RunIds,
    [property: Id(2)] bool Mismatch = false);
