namespace Moltbot.TestSupport.Models;

/// <summary>Tokens a simulated model counts; the four do not overlap.</summary>
internal sealed record SimulatedUsage(long Input, long Output, long CacheRead, long CacheWrite);
