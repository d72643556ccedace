using System.Text.Json.Serialization;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Frames;

/// <summary>An error in the shape clients read.</summary>
internal sealed class WireError
{
    public required string Code { get; init; }

    public required string Message { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public RawJson Details { get; init; }

    public bool? Retryable { get; init; }

    public long? RetryAfterMs { get; init; }

    internal static WireError From(GatewayError error) => new()
    {
        // Both are required to be non-empty; an empty message would make the whole frame invalid to clients.
        Code = error.Code,
        Message = error.Message.Length > 0 ? error.Message : error.Code,
        Details = error.Details,
        Retryable = error.Retryable,
        RetryAfterMs = error.RetryAfterMs,
    };
}
