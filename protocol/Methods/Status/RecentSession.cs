using System.Text.Json.Serialization;

namespace Moltbot.Protocol.Methods.Status;

/// <summary>A session in short.</summary>
public sealed record RecentSession
{
    /// <summary>Its key.</summary>
    public required string Key { get; init; }

    /// <summary>Epoch milliseconds of its last turn.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public long? UpdatedAt { get; init; }

    /// <summary>Milliseconds since.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public long? Age { get; init; }
}
