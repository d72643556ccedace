using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Skills;

/// <summary>Params of <c>skills.update</c>.</summary>
public sealed record SkillsUpdateParams
{
    /// <summary>The key under <c>skills.entries</c>.</summary>
    public required string SkillKey { get; init; }

    /// <summary>Whether the skill counts.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Its key; blank takes it away.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Its variables; a blank one is taken away.</summary>
    public IReadOnlyDictionary<string, string>? Env { get; init; }
}

/// <summary>Result of <c>skills.update</c>.</summary>
public sealed record SkillsUpdateResult
{
    /// <summary>True.</summary>
    public required bool Ok { get; init; }

    /// <summary>The key under <c>skills.entries</c>.</summary>
    public required string SkillKey { get; init; }

    /// <summary>The entry, secrets masked.</summary>
    public required RawJson Config { get; init; }
}
