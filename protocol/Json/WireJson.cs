using System.Text.Encodings.Web;
using System.Text.Json;

namespace Moltbot.Protocol.Json;

/// <summary>How JSON is written on the wire.</summary>
public static class WireJson
{
    /// <summary>Compact, and only escaped where JSON demands it: frames are never embedded in HTML.</summary>
    public static JsonWriterOptions WriterOptions { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
        MaxDepth = 1000,
    };
}
