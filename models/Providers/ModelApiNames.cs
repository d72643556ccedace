namespace Moltbot.Models.Providers;

/// <summary>The names of <see cref="ModelApi"/> in a configuration document.</summary>
public static class ModelApiNames
{
    /// <summary>Every name that is offered, in the order an error should list them.</summary>
    public static IReadOnlyList<string> All { get; } = ["openai-completions", "openai-responses", "anthropic-messages"];

    /// <summary>Reads a configured name; case matters, as in the configuration's schema.</summary>
    /// <returns>False for a name that is not offered.</returns>
    public static bool TryParse(string? name, out ModelApi api)
    {
        api = name switch
        {
            "openai-completions" => ModelApi.OpenAiCompletions,
            "openai-responses" => ModelApi.OpenAiResponses,
            "anthropic-messages" => ModelApi.AnthropicMessages,
            _ => (ModelApi)(-1),
        };
        return (int)api >= 0;
    }

    /// <summary>The configured name of an API.</summary>
    public static string Name(this ModelApi api) => All[(int)api];
}
