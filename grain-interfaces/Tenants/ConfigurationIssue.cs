namespace Moltbot.GrainInterfaces.Tenants;

/// <summary>One thing wrong with a configuration document.</summary>
/// <param name="Path">Where, dots between keys.</param>
/// <param name="Message">What is wrong and what is allowed.</param>
[GenerateSerializer, Alias("moltbot.ConfigurationIssue"), Immutable]
public sealed record ConfigurationIssue([property: Id(0)] string Path, [property: Id(1)] string Message);
