namespace Moltbot.Conformance.Golden;

/// <summary>How one recorded conversation came out.</summary>
/// <param name="Id">The case.</param>
/// <param name="Name">Its name.</param>
/// <param name="Status">The outcome.</param>
/// <param name="Detail">The first mismatch, or the reason; null when passed.</param>
public sealed record GoldenVerdict(string Id, string Name, GoldenStatus Status, string? Detail);
