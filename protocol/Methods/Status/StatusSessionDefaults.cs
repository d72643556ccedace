using System.Text.Json.Serialization;

namespace Moltbot.Protocol.Methods.Status;

/// <summary>Model of new sessions.</summary>
public sealed record StatusSessionDefaults
{
    /// <summary>Its id.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Model { get; init; }

    /// <summary>Its context window.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public long? ContextTokens { get; init; }
}
