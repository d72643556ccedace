namespace Moltbot.Policy.Configuration;

/// <summary>The text to load.</summary>
/// <param name="Path">The file's full path, or a name such as <c>tenant:acme</c>; relative includes start at its folder.</param>
/// <param name="Raw">The text (JSON5); null when nothing is stored yet.</param>
public sealed record ConfigSource(string Path, string? Raw);
