using System.Text.Json;

namespace Moltbot.Models.OpenAi.Responses;

/// <summary>What is read of the stream's events; which members are there depends on the type.</summary>
internal sealed class ResponsesEvent
{
    public string? Delta { get; set; }

    public string? Code { get; set; }

    public string? Message { get; set; }

    public ResponsesItem? Item { get; set; }

    public ResponsesBody? Response { get; set; }
}

/// <summary>An output item: a message, a function call or reasoning.</summary>
internal sealed class ResponsesItem
{
    public string? Type { get; set; }

    public string? Id { get; set; }

    public string? CallId { get; set; }

    public string? Name { get; set; }

    public string? Arguments { get; set; }

    public string? EncryptedContent { get; set; }
}

/// <summary>The response object.</summary>
internal sealed class ResponsesBody
{
    public string? Id { get; set; }

    public string? Model { get; set; }

    public JsonElement? Error { get; set; }

    public ResponsesIncomplete? IncompleteDetails { get; set; }

    public ResponsesUsage? Usage { get; set; }
}

/// <summary>Why an answer was cut.</summary>
internal sealed class ResponsesIncomplete
{
    public string? Reason { get; set; }
}

/// <summary>Token counts; the input's include what the cache served.</summary>
internal sealed class ResponsesUsage
{
    public long? InputTokens { get; set; }

    public long? OutputTokens { get; set; }

    public InputDetails? InputTokensDetails { get; set; }

    public OutputDetails? OutputTokensDetails { get; set; }

    internal sealed class InputDetails
    {
        public long? CachedTokens { get; set; }
    }

    internal sealed class OutputDetails
    {
        public long? ReasoningTokens { get; set; }
    }
}
