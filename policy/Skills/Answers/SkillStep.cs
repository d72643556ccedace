namespace Moltbot.Policy.Skills.Answers;

/// <summary>What is to be done next.</summary>
public abstract record SkillStep
{
    private SkillStep()
    {
    }

    /// <summary>A call is to be made; its answer is told to the run.</summary>
    /// <param name="Request">The call.</param>
    public sealed record Call(SkillCall Request) : SkillStep;

    /// <summary>A tool is to be called, if policy lets it; its result is told to the run.</summary>
    /// <param name="Name">The tool.</param>
    /// <param name="ArgumentsJson">Its arguments, a JSON object.</param>
    public sealed record Tool(string Name, string ArgumentsJson) : SkillStep;

    /// <summary>The skill has answered.</summary>
    /// <param name="Text">What it says.</param>
    public sealed record Reply(string Text) : SkillStep;

    /// <summary>The skill could not answer.</summary>
    /// <param name="Text">What is said instead.</param>
    /// <param name="Error">Why, such as <c>missing value user.location</c>.</param>
    public sealed record Failure(string Text, string Error) : SkillStep;
}
