using Moltbot.Policy.Skills.Yaml;

namespace Moltbot.Policy.Skills;

/// <summary>The head of a <c>SKILL.md</c>.</summary>
public sealed record SkillManifest
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>When a model should read it.</summary>
    public required string Description { get; init; }

    /// <summary>Where it comes from.</summary>
    public string? Homepage { get; init; }

    /// <summary>Who may start it.</summary>
    public required SkillInvocation Invocation { get; init; }

    /// <summary>What it says about itself beside that.</summary>
    public SkillMetadata? Metadata { get; init; }

    /// <summary>Its key under <c>skills.entries</c>.</summary>
    public string Key => Metadata?.SkillKey ?? Name;

    /// <summary>Reads the head of a file; null with problems when it is none.</summary>
    internal static SkillManifest? Read(string file, string text, List<SkillProblem> problems)
    {
        FrontMatter head;
        try
        {
            head = FrontMatter.Read(text);
        }
        catch (UnusableYamlException error)
        {
            problems.Add(new SkillProblem(file, error.Line, error.Message));
            return null;
        }

        if (!head.Exists)
        {
            problems.Add(new SkillProblem(file, 1, "begins with a line ---, then keys such as name: and description:, then a line ---"));
            return null;
        }

        var before = problems.Count;
        var name = head.Values.GetValueOrDefault("name");
        if (SkillNames.ProblemOf(name) is { } wrongName)
        {
            Add("name", wrongName);
        }

        var description = head.Values.GetValueOrDefault("description");
        if (description is not { Length: <= SkillLimits.MaxDescription })
        {
            Add("description", $"description has 1 to {SkillLimits.MaxDescription} characters and says when the skill is used");
        }

        foreach (var flag in (ReadOnlySpan<string>)["user-invocable", "disable-model-invocation"])
        {
            if (head.Values.TryGetValue(flag, out var said) && !SkillInvocation.IsFlag(said))
            {
                Add(flag, $"{flag} is true or false, not \"{said}\"");
            }
        }

        var metadata = SkillMetadata.Read(head.Values.GetValueOrDefault("metadata"), out var unreadable);
        if (unreadable is not null)
        {
            Add("metadata", unreadable);
        }

        return problems.Count > before ? null : new SkillManifest
        {
            Name = name!,
            Description = description!,
            Homepage = head.Values.GetValueOrDefault("homepage") ?? metadata?.Homepage,
            Invocation = SkillInvocation.Read(head.Values.GetValueOrDefault("user-invocable"), head.Values.GetValueOrDefault("disable-model-invocation")),
            Metadata = metadata,
        };

        void Add(string key, string what) => problems.Add(new SkillProblem(file, head.Lines.GetValueOrDefault(key, 1), what));
    }
}
