namespace Moltbot.Policy.Access;

/// <summary>The configuration's texts for <see cref="DmPolicy"/>.</summary>
public static class DmPolicies
{
    /// <summary>Reads a policy; absent means <see cref="DmPolicy.Pairing"/>, and <c>closed</c> is another word for <c>disabled</c>.</summary>
    /// <exception cref="FormatException">The text is none of them.</exception>
    public static DmPolicy Parse(string? text) => text switch
    {
        null or "pairing" => DmPolicy.Pairing,
        "allowlist" => DmPolicy.Allowlist,
        "open" => DmPolicy.Open,
        "disabled" or "closed" => DmPolicy.Disabled,
        _ => throw new FormatException($"unknown dmPolicy \"{text}\" (use pairing, allowlist, open, disabled or closed)"),
    };

    /// <summary>What is wrong with a policy beside its list; null when nothing is.</summary>
    public static string? ProblemOf(DmPolicy policy, IReadOnlyCollection<string> allowFrom) =>
        policy == DmPolicy.Open && !allowFrom.Any(entry => entry.Trim() == "*")
            ? "dmPolicy=\"open\" requires allowFrom to include \"*\""
            : null;
}
