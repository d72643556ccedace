namespace Moltbot.GrainInterfaces.Sessions;

/// <summary>What came of a <see cref="ToolInvocation"/>.</summary>
/// <param name="Outcome">Whether it ran.</param>
/// <param name="Text">What the tool answered, or why it did not.</param>
[GenerateSerializer, Alias("moltbot.ToolInvocationAnswer"), Immutable]
public sealed record ToolInvocationAnswer([property: Id(0)] ToolInvocationOutcome Outcome, [property: Id(1)] string Text);
