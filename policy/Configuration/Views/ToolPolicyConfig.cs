namespace Moltbot.Policy.Configuration.Views;

/// <summary>Lists that say which tools may be used, as they stand at one place of the document.</summary>
/// <param name="Key">The place, <c>tools.byProvider.openai</c> say.</param>
/// <param name="Allow">What may be used; null when not set, and an empty list restricts nothing.</param>
/// <param name="AlsoAllow">What may be used besides; null when not set.</param>
/// <param name="Deny">What may not be used; null when not set.</param>
/// <param name="Profile">The name of a profile; null when not set or where none may stand.</param>
public sealed record ToolPolicyConfig(
    string Key,
    IReadOnlyList<string>? Allow,
    IReadOnlyList<string>? AlsoAllow,
    IReadOnlyList<string>? Deny,
    string? Profile = null)
{
    /// <summary>The lists of a section; null when there is no such section.</summary>
    internal static ToolPolicyConfig? From(ConfigSection section, string key) => section.Exists
        ? new(key, section.StringsOrNull("allow"), section.StringsOrNull("alsoAllow"), section.StringsOrNull("deny"), section.String("profile"))
        : null;

    /// <summary>The members of a section that have lists, in their order.</summary>
    internal static IReadOnlyList<KeyValuePair<string, ToolPolicyConfig>> MapFrom(ConfigSection section, string key) => section.Exists
        ?
        [
            .. section.Element.EnumerateObject()
                .Select(member => (member.Name, Lists: From(new ConfigSection(member.Value), Place(key, member.Name))))
                .Where(static member => member.Lists is not null)
                .Select(static member => KeyValuePair.Create(member.Name, member.Lists!)),
        ]
        : [];

    /// <summary>The place of a member; in brackets when its name could be read as several.</summary>
    internal static string Place(string key, string member) =>
        member.Length > 0 && member.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? $"{key}.{member}" : $"{key}[\"{member}\"]";
}
