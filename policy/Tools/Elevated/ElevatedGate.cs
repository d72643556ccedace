namespace Moltbot.Policy.Tools.Elevated;

/// <summary>What keeps somebody from elevated rights.</summary>
/// <param name="Gate"><c>enabled</c>, <c>provider</c> or <c>allowFrom</c>.</param>
/// <param name="Key">The configuration key behind it.</param>
public sealed record ElevatedGate(string Gate, string Key);
