namespace Moltbot.Grains.Sessions;

/// <summary>How long a prompt was with its answer, as the provider counted it.</summary>
/// <param name="Tokens">All of them.</param>
/// <param name="Head">The transcript's last number then: what is behind it is estimated.</param>
[GenerateSerializer, Alias("moltbot.MeasuredContext"), Immutable]
public sealed record MeasuredContext([property: Id(0)] long Tokens, [property: Id(1)] long Head);
