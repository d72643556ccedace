namespace Moltbot.Policy.Configuration.Reload;

/// <summary>What a change of the document asks of a running gateway.</summary>
public sealed record ReloadPlan
{
    public required IReadOnlyList<string> ChangedPaths { get; init; }

    /// <summary>Keys that only a restart can take up.</summary>
    public required IReadOnlyList<string> RestartReasons { get; init; }

    /// <summary>Keys that are taken up by restarting a part.</summary>
    public required IReadOnlyList<string> HotReasons { get; init; }

    /// <summary>Keys that need nothing.</summary>
    public required IReadOnlyList<string> NoopPaths { get; init; }

    /// <summary>The parts to restart, each once.</summary>
    public required IReadOnlySet<ReloadEffect> Effects { get; init; }

    /// <summary>The channels to restart, each once, in the order met.</summary>
    public required IReadOnlyList<string> RestartChannels { get; init; }

    public bool RestartGateway => RestartReasons.Count > 0;

    /// <summary>The plan for these changed keys.</summary>
    public static ReloadPlan For(IReadOnlyList<string> changedPaths)
    {
        var decided = changedPaths.Select(static path => (Path: path, Rule: ReloadRules.For(path))).ToList();
        var effects = decided.Where(static each => IsHot(each.Rule)).Select(static each => each.Rule!.Effect).ToHashSet();
        // The mail watcher posts to the hooks, so both start anew together.
        if (effects.Contains(ReloadEffect.RestartMailWatcher))
            effects.Add(ReloadEffect.ReloadHooks);
        return new ReloadPlan
        {
            ChangedPaths = changedPaths,
            RestartReasons = Paths(static rule => rule is null or { Effect: ReloadEffect.RestartGateway }),
            HotReasons = Paths(IsHot),
            NoopPaths = Paths(static rule => rule is { Effect: ReloadEffect.None }),
            Effects = effects,
            RestartChannels = [.. decided.Select(static each => each.Rule?.Channel).OfType<string>().Distinct(StringComparer.Ordinal)],
        };

        IReadOnlyList<string> Paths(Func<ReloadRule?, bool> wanted) =>
            [.. decided.Where(each => wanted(each.Rule)).Select(static each => each.Path)];
    }

    /// <summary>
    /// The plan for going from one document to another. Who wrote it and when is no change: otherwise every write would restart
    /// the gateway.
    /// </summary>
    public static ReloadPlan Between(ConfigDocument before, ConfigDocument after) =>
        For([.. ConfigDiff.Paths(before.Root, after.Root).Where(static path => path != "meta" && !path.StartsWith("meta.", StringComparison.Ordinal))]);

    private static bool IsHot(ReloadRule? rule) => rule is { Effect: not (ReloadEffect.None or ReloadEffect.RestartGateway) };
}
