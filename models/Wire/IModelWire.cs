using System.Net.Http.Headers;
using System.Text.Json;

namespace Moltbot.Models.Wire;

/// <summary>What is particular to one provider API: where to, how to prove who asks, and the two bodies.</summary>
internal interface IModelWire
{
    /// <summary>Appended to the configured base address.</summary>
    string PathFor(string basePath);

    /// <summary>Puts the key where the API wants it, and the API's version.</summary>
    void Authorize(HttpRequestHeaders headers, string? apiKey);

    /// <summary>Writes the request's body.</summary>
    void Write(Utf8JsonWriter json, WireCall call);

    /// <summary>Reads one streamed answer.</summary>
    IAnswerParser CreateParser(WireCall call);
}
