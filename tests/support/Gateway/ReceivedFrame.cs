using System.Text.Json;

namespace Moltbot.TestSupport.Gateway;

/// <summary>A frame as it came.</summary>
/// <param name="Number">Its place among all frames of the connection, from 0.</param>
/// <param name="Text">Its text.</param>
/// <param name="Json">Its value.</param>
public sealed record ReceivedFrame(int Number, string Text, JsonElement Json)
{
    /// <summary>Whether a wait has taken it.</summary>
    internal bool Taken { get; set; }

    /// <summary><c>res</c> or <c>event</c>.</summary>
    public string? Type => TextOf("type");

    /// <summary>Name of an event.</summary>
    public string? Event => TextOf("event");

    /// <summary>Id of a response, as written.</summary>
    public string? Id => Json.TryGetProperty("id", out var id) ? id.GetRawText() : null;

    /// <summary>The payload; undefined when left out.</summary>
    public JsonElement Payload => Json.TryGetProperty("payload", out var payload) ? payload : default;

    /// <summary>Sequence number of an event.</summary>
    public long? Seq => Json.TryGetProperty("seq", out var seq) ? seq.GetInt64() : null;

    private string? TextOf(string key) =>
        Json.ValueKind is JsonValueKind.Object && Json.TryGetProperty(key, out var value) && value.ValueKind is JsonValueKind.String
            ? value.GetString()
            : null;
}
