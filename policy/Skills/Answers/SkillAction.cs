using Moltbot.Policy.Skills.Yaml;

namespace Moltbot.Policy.Skills.Answers;

/// <summary>Something that a skill does.</summary>
internal abstract record SkillAction
{
    /// <summary>What is answered when it fails; null for a sentence of ours.</summary>
    public SkillTemplate? OnError { get; init; }
}

/// <summary>Something that is done outside and has a result.</summary>
internal abstract record SkillEffect : SkillAction
{
    /// <summary>The name of its result.</summary>
    public required string As { get; init; }

    /// <summary>The parts of the answer that are its result; null for all of it.</summary>
    public IReadOnlyList<KeyValuePair<string, ValuePath>>? Map { get; init; }
}

/// <summary><c>api_call</c>.</summary>
internal sealed record ApiCallAction : SkillEffect
{
    public required string Method { get; init; }

    /// <summary>Scheme, host and port are constant.</summary>
    public required SkillTemplate Url { get; init; }

    public required IReadOnlyList<KeyValuePair<string, SkillTemplate>> Params { get; init; }

    public required IReadOnlyList<KeyValuePair<string, SkillTemplate>> Headers { get; init; }

    /// <summary>A text is sent as it is, anything else as JSON; null for none.</summary>
    public YamlNode? Body { get; init; }

    /// <summary>The templates of the body, by their texts.</summary>
    public required IReadOnlyDictionary<string, SkillTemplate> BodyTexts { get; init; }

    public required TimeSpan Timeout { get; init; }
}

/// <summary><c>run_tool</c>: under the policy of the session, as if a model had called it.</summary>
internal sealed record RunToolAction : SkillEffect
{
    public required string Tool { get; init; }

    public YamlNode? Arguments { get; init; }

    public required IReadOnlyDictionary<string, SkillTemplate> ArgumentTexts { get; init; }
}

/// <summary><c>message</c>: says something.</summary>
internal sealed record MessageAction(SkillTemplate Text) : SkillAction;

/// <summary><c>choose</c>: goes on by what a value is; the first case that fits counts.</summary>
internal sealed record ChooseAction(SkillTemplate By, IReadOnlyList<ChooseCase> Cases, IReadOnlyList<SkillAction> Else) : SkillAction;

/// <summary>One case.</summary>
/// <param name="Is">Texts that the value may be; null when it is compared.</param>
/// <param name="Above">The value is a number above this.</param>
/// <param name="Below">The value is a number below this.</param>
/// <param name="Actions">What is done then.</param>
internal sealed record ChooseCase(IReadOnlyList<string>? Is, double? Above, double? Below, IReadOnlyList<SkillAction> Actions);
