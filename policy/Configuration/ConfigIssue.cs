namespace Moltbot.Policy.Configuration;

/// <summary>One thing wrong (or questionable) in a configuration document.</summary>
/// <param name="Path">Where, in dot notation (<c>agents.list.0.id</c>); empty for the document itself.</param>
/// <param name="Message">What is wrong and what is allowed. Never carries a secret's value.</param>
public sealed record ConfigIssue(string Path, string Message);
