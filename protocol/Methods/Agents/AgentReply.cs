using System.Text.Json.Serialization;

namespace Moltbot.Protocol.Methods.Agents;

/// <summary>One reply of a run.</summary>
public sealed record AgentReply
{
    /// <summary>The text.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Text { get; init; }

    /// <summary>Media to send.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? MediaUrl { get; init; }

    /// <summary>More media.</summary>
    public IReadOnlyList<string>? MediaUrls { get; init; }
}
