using System.Text.Json;

namespace Moltbot.Models.Anthropic;

/// <summary>What is read of the stream's events; which members are there depends on the type.</summary>
internal sealed class AnthropicEvent
{
    public int Index { get; set; }

    public AnthropicMessageStart? Message { get; set; }

    public AnthropicBlock? ContentBlock { get; set; }

    public AnthropicDelta? Delta { get; set; }

    public AnthropicUsage? Usage { get; set; }

    public JsonElement? Error { get; set; }
}

/// <summary>The message as it begins.</summary>
internal sealed class AnthropicMessageStart
{
    public string? Id { get; set; }

    public string? Model { get; set; }

    public AnthropicUsage? Usage { get; set; }
}

/// <summary>A block as it begins.</summary>
internal sealed class AnthropicBlock
{
    public string? Type { get; set; }

    public string? Id { get; set; }

    public string? Name { get; set; }

    public string? Text { get; set; }

    public string? Data { get; set; }
}

/// <summary>A piece of a block, or the end of the message.</summary>
internal sealed class AnthropicDelta
{
    public string? Text { get; set; }

    public string? Thinking { get; set; }

    public string? Signature { get; set; }

    public string? PartialJson { get; set; }

    public string? StopReason { get; set; }
}

/// <summary>Token counts; the four do not overlap, and later events repeat or raise them.</summary>
internal sealed class AnthropicUsage
{
    public long? InputTokens { get; set; }

    public long? OutputTokens { get; set; }

    public long? CacheReadInputTokens { get; set; }

    public long? CacheCreationInputTokens { get; set; }
}
