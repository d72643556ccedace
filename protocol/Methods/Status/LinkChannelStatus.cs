using System.Text.Json.Serialization;

namespace Moltbot.Protocol.Methods.Status;

/// <summary>The channel linked like a phone.</summary>
public sealed record LinkChannelStatus
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Label { get; init; }

    /// <summary>Whether it is linked.</summary>
    public required bool Linked { get; init; }

    /// <summary>Age of the credentials.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public long? AuthAgeMs { get; init; }
}
