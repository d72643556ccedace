using Moltbot.Models.Providers;

namespace Moltbot.Grains.Agents;

/// <summary>A provider that needs no <c>models.providers</c> entry, only its key in the environment.</summary>
/// <param name="Id">The provider's id.</param>
/// <param name="BaseUrl">Its public address.</param>
/// <param name="Api">The wire it speaks.</param>
/// <param name="KeyVariable">The variable that its key is usually kept in.</param>
internal sealed record KnownProvider(string Id, Uri BaseUrl, ModelApi Api, string KeyVariable)
{
    public static IReadOnlyList<KnownProvider> All { get; } =
    [
        new("anthropic", new("https://api.anthropic.com"), ModelApi.AnthropicMessages, "ANTHROPIC_API_KEY"),
        new("openai", new("https://api.openai.com/v1"), ModelApi.OpenAiCompletions, "OPENAI_API_KEY"),
        new("openrouter", new("https://openrouter.ai/api/v1"), ModelApi.OpenAiCompletions, "OPENROUTER_API_KEY"),
        new("groq", new("https://api.groq.com/openai/v1"), ModelApi.OpenAiCompletions, "GROQ_API_KEY"),
        new("xai", new("https://api.x.ai/v1"), ModelApi.OpenAiCompletions, "XAI_API_KEY"),
        new("mistral", new("https://api.mistral.ai/v1"), ModelApi.OpenAiCompletions, "MISTRAL_API_KEY"),
        new("cerebras", new("https://api.cerebras.ai/v1"), ModelApi.OpenAiCompletions, "CEREBRAS_API_KEY"),
        new("moonshot", new("https://api.moonshot.ai/v1"), ModelApi.OpenAiCompletions, "MOONSHOT_API_KEY"),
        new("zai", new("https://api.z.ai/api/paas/v4"), ModelApi.OpenAiCompletions, "ZAI_API_KEY"),
    ];

    public static KnownProvider? Find(string id) => All.FirstOrDefault(provider => provider.Id == id);
}
