namespace Moltbot.GrainInterfaces.Channels;

/// <summary>How much may be fetched of a message's pictures.</summary>
/// <param name="Count">Most pictures.</param>
/// <param name="BytesEach">The largest, in bytes.</param>
/// <param name="BytesInAll">All together, in bytes.</param>
[GenerateSerializer, Alias("moltbot.PictureAllowance"), Immutable]
public sealed record PictureAllowance([property: Id(0)] int Count, [property: Id(1)] int BytesEach, [property: Id(2)] int BytesInAll);
