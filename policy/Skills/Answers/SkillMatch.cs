namespace Moltbot.Policy.Skills.Answers;

/// <summary>That a message is a skill's to answer.</summary>
/// <param name="Trigger">The trigger, as it was written.</param>
/// <param name="Groups">What its pattern found, by the names of the groups.</param>
public sealed record SkillMatch(string Trigger, IReadOnlyDictionary<string, string> Groups);
