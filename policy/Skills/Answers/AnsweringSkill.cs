using Moltbot.Policy.Skills.Yaml;

namespace Moltbot.Policy.Skills.Answers;

/// <summary>A <c>skill.yaml</c>: answers messages that a trigger of it fits, without a model. Immutable.</summary>
public sealed class AnsweringSkill
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public required string Description { get; init; }

    /// <summary>Where it comes from.</summary>
    public string? Homepage { get; init; }

    /// <summary>The hosts that it calls, with a port where it is not the scheme's own.</summary>
    public required IReadOnlyList<string> Hosts { get; init; }

    /// <summary>The secrets that it asks for: keys of <c>skills.entries.&lt;name&gt;.env</c>.</summary>
    public required IReadOnlyList<string> Secrets { get; init; }

    /// <summary>The tools that it calls.</summary>
    public required IReadOnlyList<string> Tools { get; init; }

    /// <summary>Its triggers as they were written.</summary>
    public IReadOnlyList<string> Written => [.. Triggers.Select(static trigger => trigger.Written)];

    internal IReadOnlyList<SkillTrigger> Triggers { get; init; } = [];

    internal IReadOnlyList<SkillAction> Actions { get; init; } = [];

    /// <summary>Whether a message is this skill's to answer: the first trigger that fits counts. Null when none does.</summary>
    public SkillMatch? Match(string message)
    {
        foreach (var trigger in Triggers)
        {
            if (trigger.Match(message) is { } groups)
            {
                return new SkillMatch(trigger.Written, groups);
            }
        }

        return null;
    }

    /// <summary>Reads a file; null with problems when it is none.</summary>
    internal static AnsweringSkill? Read(string file, string text, List<SkillProblem> problems)
    {
        try
        {
            if (YamlReader.Read(text) is YamlMap map)
            {
                return new AnsweringSkillReader(new SkillReading(file, problems)).Read(map);
            }

            problems.Add(new SkillProblem(file, 1, "holds a map with name, triggers and actions"));
        }
        catch (UnusableYamlException error)
        {
            problems.Add(new SkillProblem(file, error.Line, error.Message));
        }

        return null;
    }
}
