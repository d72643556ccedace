using System.Net.Http.Headers;
using System.Text.Json;
using Moltbot.Models.Wire;

namespace Moltbot.Models.OpenAi.Responses;

/// <summary>OpenAI's responses API, used without its server-side state: the transcript is ours.</summary>
internal sealed class ResponsesWire : IModelWire
{
    /// <summary>The kind under which encrypted reasoning is kept: its item id and its data.</summary>
    public const string ReasoningKind = "responses";

    public string PathFor(string basePath) => basePath + "/responses";

    public void Authorize(HttpRequestHeaders headers, string? apiKey) => OpenAiAuthorization.Apply(headers, apiKey);

    public void Write(Utf8JsonWriter json, WireCall call) => new ResponsesRequest(json, call).Write();

    public IAnswerParser CreateParser(WireCall call) => new ResponsesParser(call.Origin);
}
