namespace Moltbot.Policy.Access.Groups;

/// <summary>The configuration's texts for <see cref="GroupPolicy"/>.</summary>
public static class GroupPolicies
{
    /// <summary>Reads a policy; absent means <see cref="GroupPolicy.Allowlist"/>.</summary>
    /// <exception cref="FormatException">The text is none of the three.</exception>
    public static GroupPolicy Parse(string? text) => text switch
    {
        null or "allowlist" => GroupPolicy.Allowlist,
        "open" => GroupPolicy.Open,
        "disabled" => GroupPolicy.Disabled,
        _ => throw new FormatException($"unknown groupPolicy \"{text}\" (use allowlist, open or disabled)"),
    };
}
