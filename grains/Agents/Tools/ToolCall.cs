namespace Moltbot.Grains.Agents.Tools;

/// <summary>A tool call that a model asked for.</summary>
/// <param name="Id">The model's id of the call.</param>
/// <param name="Name">The tool, as the model wrote it.</param>
/// <param name="ArgumentsJson">Its arguments: a JSON object.</param>
internal sealed record ToolCall(string Id, string Name, string ArgumentsJson)
{
    /// <summary>The provider of the model that asks; its rules count, also where another was asked first.</summary>
    public string? Provider { get; init; }

    /// <summary>The model that asks.</summary>
    public string? Model { get; init; }

    /// <summary>Why the arguments could not be read; null when they could.</summary>
    public string? Problem { get; init; }
}
