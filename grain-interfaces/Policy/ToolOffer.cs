namespace Moltbot.GrainInterfaces.Policy;

/// <summary>Which tools a run may use, and where they run; both by the same version of the configuration.</summary>
[GenerateSerializer, Alias("moltbot.ToolOffer"), Immutable]
public sealed record ToolOffer
{
    /// <summary>One for each tool that was asked about, in the same order.</summary>
    [Id(0)] public required IReadOnlyList<ToolPermission> Permissions { get; init; }

    /// <summary>Where those that are allowed run.</summary>
    [Id(1)] public required ToolPlace Place { get; init; }

    /// <summary>The version of the configuration that says so.</summary>
    [Id(2)] public long Configuration { get; init; }
}
