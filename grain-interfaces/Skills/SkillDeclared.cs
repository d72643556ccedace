using Moltbot.Policy.Skills;

namespace Moltbot.GrainInterfaces.Skills;

/// <summary>What a skill says about itself.</summary>
[GenerateSerializer, Alias("moltbot.SkillDeclared"), Immutable]
public sealed record SkillDeclared
{
    /// <summary>Its key under <c>skills.entries</c>.</summary>
    [Id(0)] public required string Key { get; init; }

    /// <summary>Whether it answers by itself; else a model reads it.</summary>
    [Id(1)] public bool IsAnswering { get; init; }

    /// <summary>A sign for lists.</summary>
    [Id(2)] public string? Emoji { get; init; }

    /// <summary>Where it comes from.</summary>
    [Id(3)] public string? Homepage { get; init; }

    /// <summary>The variable that its <c>apiKey</c> stands for.</summary>
    [Id(4)] public string? PrimaryEnv { get; init; }

    /// <summary>Whether nothing that it requires has to be there.</summary>
    [Id(5)] public bool Always { get; init; }

    /// <summary>Systems that it is for; none for any.</summary>
    [Id(6)] public IReadOnlyList<string> Os { get; init; } = [];

    /// <summary>Programs, all of them.</summary>
    [Id(7)] public IReadOnlyList<string> Bins { get; init; } = [];

    /// <summary>Programs of which one is enough.</summary>
    [Id(8)] public IReadOnlyList<string> AnyBins { get; init; } = [];

    /// <summary>Secrets and settings.</summary>
    [Id(9)] public IReadOnlyList<string> Env { get; init; } = [];

    /// <summary>Paths of the configuration.</summary>
    [Id(10)] public IReadOnlyList<string> Config { get; init; } = [];

    /// <summary>How what it requires may be had.</summary>
    [Id(11)] public IReadOnlyList<SkillWay> Install { get; init; } = [];

    /// <summary>Whether people may not call it by <c>/skill</c> (<c>user-invocable: false</c>).</summary>
    [Id(12)] public bool IsForModelsOnly { get; init; }

    /// <summary>The same as policy judges it.</summary>
    public SkillMetadata Metadata() => new()
    {
        Always = Always,
        SkillKey = Key,
        PrimaryEnv = PrimaryEnv,
        Os = Os,
        Requires = new SkillRequirements { Bins = Bins, AnyBins = AnyBins, Env = Env, Config = Config },
    };
}

/// <summary>A way to get what a skill requires.</summary>
[GenerateSerializer, Alias("moltbot.SkillWay"), Immutable]
public sealed record SkillWay
{
    /// <summary>Its id within the skill.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>brew, node, go, uv or download.</summary>
    [Id(1)] public required string Kind { get; init; }

    /// <summary>For a person.</summary>
    [Id(2)] public required string Label { get; init; }

    /// <summary>Programs that it brings.</summary>
    [Id(3)] public IReadOnlyList<string> Bins { get; init; } = [];
}
