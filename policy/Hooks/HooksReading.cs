namespace Moltbot.Policy.Hooks;

/// <summary>What a configuration says of hooks.</summary>
/// <param name="Config">The hooks; null when they are switched off or cannot be served.</param>
/// <param name="Problem">Why they cannot be; null when they can, or are switched off.</param>
public sealed record HooksReading(HooksConfig? Config, string? Problem);
