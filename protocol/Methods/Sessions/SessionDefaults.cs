using System.Text.Json.Serialization;

namespace Moltbot.Protocol.Methods.Sessions;

/// <summary>Model of new sessions.</summary>
public sealed record SessionDefaults
{
    /// <summary>Provider.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? ModelProvider { get; init; }

    /// <summary>Model.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Model { get; init; }

    /// <summary>Context window.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public long? ContextTokens { get; init; }
}
