namespace Moltbot.Models.Providers;

/// <summary>The wire a provider speaks (<c>models.providers.&lt;id&gt;.api</c>).</summary>
public enum ModelApi
{
    /// <summary><c>openai-completions</c>: <c>POST {baseUrl}/chat/completions</c>.</summary>
    OpenAiCompletions,

    /// <summary><c>openai-responses</c>: <c>POST {baseUrl}/responses</c>.</summary>
    OpenAiResponses,

    /// <summary><c>anthropic-messages</c>: <c>POST {baseUrl}/v1/messages</c>.</summary>
    AnthropicMessages,
}
