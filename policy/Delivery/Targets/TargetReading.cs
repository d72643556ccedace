namespace Moltbot.Policy.Delivery.Targets;

/// <summary>What came of reading a target: the target, or what is wrong with the text; neither for an empty one.</summary>
/// <param name="Target">The target.</param>
/// <param name="Problem">Why there is none.</param>
public readonly record struct TargetReading(MessagingTarget? Target, string? Problem)
{
    /// <summary>The id when the target is of this kind, else what is wrong.</summary>
    /// <param name="platform">The platform's name for people.</param>
    /// <param name="kind">The kind that is needed.</param>
    public (string? Id, string? Problem) Require(string platform, TargetKind kind)
    {
        var name = MessagingTarget.NameOf(kind);
        return Problem is not null ? (null, Problem)
            : Target is null ? (null, $"{platform} {name} id is required.")
            : Target.Kind != kind ? (null, $"{platform} {name} id is required (use {name}:<id>).")
            : (Target.Id, null);
    }

    internal static TargetReading Of(TargetKind kind, string id, string raw) =>
        id.Length == 0 ? default : new TargetReading(new MessagingTarget(kind, id, raw), null);

    internal static TargetReading Refused(string problem) => new(null, problem);

    /// <summary>Reads what both platforms write alike: <c>user:</c>, <c>channel:</c> and the platform's own name, which means a person.</summary>
    internal static TargetReading? Prefixed(string trimmed, string platform)
    {
        foreach (var (prefix, kind) in ((string, TargetKind)[])[("user:", TargetKind.User), ("channel:", TargetKind.Channel), (platform + ":", TargetKind.User)])
        {
            if (trimmed.StartsWith(prefix, StringComparison.Ordinal))
            {
                return Of(kind, trimmed[prefix.Length..].Trim(), trimmed);
            }
        }

        return null;
    }
}
