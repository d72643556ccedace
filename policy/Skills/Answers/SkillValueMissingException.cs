namespace Moltbot.Policy.Skills.Answers;

/// <summary>A template asks for what is not there. An empty text in its place would be another question than the one that was approved.</summary>
internal sealed class SkillValueMissingException(string path) : Exception($"missing value {path}");
