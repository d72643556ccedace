namespace Moltbot.Policy.Skills.Scanning;

/// <summary>Something in a skill that a person should see before they approve it.</summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Rule">Which rule found it, such as <c>secret.hard-coded</c>.</param>
/// <param name="File">The file's path.</param>
/// <param name="Line">From 1; 0 for the file as a whole.</param>
/// <param name="Text">What it is; secrets masked, hidden characters written out.</param>
public sealed record SkillFinding(SkillSeverity Severity, string Rule, string File, int Line, string Text);
