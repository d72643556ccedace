namespace Moltbot.Policy.Skills.Answers;

/// <summary>A value cannot stand where a template puts it.</summary>
internal sealed class SkillValueException(string message) : Exception(message);
