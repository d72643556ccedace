using System.Text.Json;

namespace Moltbot.TestSupport.Models;

/// <summary>One request as the simulated provider got it.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Headers">Its headers; names ignore case.</param>
/// <param name="Key">The credential it showed; null when none.</param>
/// <param name="Body">Its JSON body.</param>
public sealed record SimulatedModelRequest(
    string Path, IReadOnlyDictionary<string, string> Headers, string? Key, JsonElement Body)
{
    /// <summary>The model it asked for; empty when it named none.</summary>
    public string Model => Body.TryGetProperty("model", out var model) ? model.GetString() ?? "" : "";

    /// <summary>Whether it wants a stream.</summary>
    public bool Streams => Body.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.True;
}
