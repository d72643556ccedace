namespace Moltbot.Grains.Agents.Tools;

/// <summary>A tool call that a model asked for.</summary>
/// <param name="Id">The model's id of the call.</param>
/// <param name="Name">The tool.</param>
/// <param name="ArgumentsJson">Its arguments as JSON.</param>
internal sealed record ToolCall(string Id, string Name, string ArgumentsJson);
