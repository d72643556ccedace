using System.Text.Json;

namespace Moltbot.Models.OpenAi.Completions;

/// <summary><c>chat.completion.chunk</c>: what is read of it.</summary>
internal sealed class CompletionChunk
{
    public string? Id { get; set; }

    public string? Model { get; set; }

    public List<CompletionChoice>? Choices { get; set; }

    public CompletionUsage? Usage { get; set; }

    public JsonElement? Error { get; set; }
}

/// <summary>One alternative; only the first is asked for.</summary>
internal sealed class CompletionChoice
{
    public CompletionDelta? Delta { get; set; }

    public string? FinishReason { get; set; }
}

/// <summary>A piece of the message.</summary>
internal sealed class CompletionDelta
{
    public string? Content { get; set; }

    public string? Refusal { get; set; }

    // Two names in use for the same: DeepSeek's and most local servers', OpenRouter's.
    public string? ReasoningContent { get; set; }

    public string? Reasoning { get; set; }

    public List<CompletionToolCall>? ToolCalls { get; set; }
}

/// <summary>A piece of a tool call.</summary>
internal sealed class CompletionToolCall
{
    public int? Index { get; set; }

    public string? Id { get; set; }

    public CompletionFunction? Function { get; set; }
}

/// <summary>A piece of a tool call's name and arguments.</summary>
internal sealed class CompletionFunction
{
    public string? Name { get; set; }

    public string? Arguments { get; set; }
}

/// <summary>Token counts; the prompt's include what the cache served.</summary>
internal sealed class CompletionUsage
{
    public long? PromptTokens { get; set; }

    public long? CompletionTokens { get; set; }

    public PromptDetails? PromptTokensDetails { get; set; }

    public CompletionDetails? CompletionTokensDetails { get; set; }

    internal sealed class PromptDetails
    {
        public long? CachedTokens { get; set; }

        public long? CacheWriteTokens { get; set; }
    }

    internal sealed class CompletionDetails
    {
        public long? ReasoningTokens { get; set; }
    }
}
