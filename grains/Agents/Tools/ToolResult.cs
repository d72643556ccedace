namespace Moltbot.Grains.Agents.Tools;

/// <summary>What came of a tool call.</summary>
/// <param name="Text">For the model.</param>
/// <param name="IsError">Whether it failed.</param>
internal sealed record ToolResult(string Text, bool IsError);
