using System.Text.Json;

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

    /// <summary>
    /// A text among the arguments; null where there is none but blanks, and where half a character makes it one that no program can be told.
    /// </summary>
    public string? Text(string name)
    {
        using JsonDocument arguments = JsonDocument.Parse(ArgumentsJson);
        try
        {
            return arguments.RootElement.ValueKind == JsonValueKind.Object && arguments.RootElement.TryGetProperty(name, out JsonElement value)
                && value.ValueKind == JsonValueKind.String && value.GetString() is { } text && !string.IsNullOrWhiteSpace(text)
                ? text
                : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
