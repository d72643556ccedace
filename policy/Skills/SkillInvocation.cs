namespace Moltbot.Policy.Skills;

/// <summary>Who may start a skill, from the front matter of its <c>SKILL.md</c> (runtime.md §11).</summary>
/// <param name="ByUser">Whether people may call it as a command; yes unless it says no.</param>
/// <param name="ByModel">Whether the model is told of it; yes unless it says no.</param>
public sealed record SkillInvocation(bool ByUser, bool ByModel)
{
    /// <summary>From the values of <c>user-invocable</c> and <c>disable-model-invocation</c>; null when absent.</summary>
    public static SkillInvocation Read(string? userInvocable, string? disableModelInvocation) =>
        new(Flag(userInvocable) ?? true, !(Flag(disableModelInvocation) ?? false));

    /// <summary>Whether a text says yes or no.</summary>
    internal static bool IsFlag(string text) => Flag(text) is not null;

    private static bool? Flag(string? text) => text?.Trim().ToLowerInvariant() switch
    {
        "true" or "1" or "yes" or "on" => true,
        "false" or "0" or "no" or "off" => false,
        _ => null,
    };
}
