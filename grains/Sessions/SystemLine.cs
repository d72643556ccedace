namespace Moltbot.Grains.Sessions;

/// <summary>A line for the next prompt.</summary>
/// <param name="At">When it was added, epoch milliseconds.</param>
/// <param name="Text">The line.</param>
[GenerateSerializer, Alias("moltbot.SystemLine"), Immutable]
public sealed record SystemLine([property: Id(0)] long At, [property: Id(1)] string Text);
