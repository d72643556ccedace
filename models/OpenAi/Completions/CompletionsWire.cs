using System.Net.Http.Headers;
using System.Text.Json;
using Moltbot.Models.Wire;

namespace Moltbot.Models.OpenAi.Completions;

/// <summary>OpenAI's chat completions, the dialect most servers speak.</summary>
internal sealed class CompletionsWire(bool isOpenAi) : IModelWire
{
    public string PathFor(string basePath) => basePath + "/chat/completions";

    public void Authorize(HttpRequestHeaders headers, string? apiKey) => OpenAiAuthorization.Apply(headers, apiKey);

    public void Write(Utf8JsonWriter json, WireCall call) => new CompletionsRequest(json, call, isOpenAi).Write();

    public IAnswerParser CreateParser(WireCall call) => new CompletionsParser();
}
