using Moltbot.GrainInterfaces.Usage;

namespace Moltbot.Grains.Usage;

/// <summary>A tenant's use by day, and the runs counted last.</summary>
[GenerateSerializer, Alias("moltbot.UsageState")]
internal sealed class UsageState
{
    /// <summary>By day in UTC, <c>YYYY-MM-DD</c>.</summary>
    [Id(0)] public Dictionary<string, UsageDay> Days { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Hashes of run ids, oldest first: a record that comes again is not counted again.</summary>
    [Id(1)] public List<long> Counted { get; set; } = [];
}
