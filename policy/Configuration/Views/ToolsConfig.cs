namespace Moltbot.Policy.Configuration.Views;

/// <summary><c>tools</c>, for everybody or of one agent: which tools may be used.</summary>
public sealed record ToolsConfig
{
    /// <summary>The lists of the section itself, with its profile when that is a name.</summary>
    public required ToolPolicyConfig Lists { get; init; }

    /// <summary>A profile of one's own, written as lists; null for one by name and when none is set.</summary>
    public ToolPolicyConfig? OwnProfile { get; init; }

    /// <summary>Provider, or <c>provider/model</c> → what holds for its models besides.</summary>
    public IReadOnlyList<KeyValuePair<string, ToolPolicyConfig>> ByProvider { get; init; } = [];

    /// <summary>Id of a group, alone or behind <c>channel:</c>, or <c>*</c> → what holds in it besides.</summary>
    public IReadOnlyList<KeyValuePair<string, ToolPolicyConfig>> Groups { get; init; } = [];

    /// <summary>What sandboxed sessions may use; null when not set.</summary>
    public ToolPolicyConfig? Sandbox { get; init; }

    /// <summary>What sub-agents may use; null when not set, and never set for one agent.</summary>
    public ToolPolicyConfig? Subagents { get; init; }

    /// <summary>The view of a section.</summary>
    /// <param name="section">The section; may be absent.</param>
    /// <param name="key">Its place.</param>
    internal static ToolsConfig From(ConfigSection section, string key) => new()
    {
        Lists = ToolPolicyConfig.From(section, key) ?? new(key, null, null, null),
        OwnProfile = ToolPolicyConfig.From(section.Section("profile"), $"{key}.profile"),
        ByProvider = ToolPolicyConfig.MapFrom(section.Section("byProvider"), $"{key}.byProvider"),
        Groups = ToolPolicyConfig.MapFrom(section.Section("groups"), $"{key}.groups"),
        Sandbox = ToolPolicyConfig.From(section.Section("sandbox").Section("tools"), $"{key}.sandbox.tools"),
        Subagents = ToolPolicyConfig.From(section.Section("subagents").Section("tools"), $"{key}.subagents.tools"),
    };
}
