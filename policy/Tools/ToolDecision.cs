namespace Moltbot.Policy.Tools;

/// <summary>Whether a tool may be used. The value that nobody made refuses.</summary>
/// <param name="Allowed">Whether it may.</param>
/// <param name="RefusedBy">The first layer that refuses it; null when none does, and for what can be no tool's name.</param>
public readonly record struct ToolDecision(bool Allowed, ToolLayer? RefusedBy);
