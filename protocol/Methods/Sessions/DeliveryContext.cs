using System.Text.Json.Serialization;
using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Sessions;

/// <summary>Where replies go.</summary>
public sealed record DeliveryContext
{
    /// <summary>Channel.</summary>
    public string? Channel { get; init; }

    /// <summary>Recipient.</summary>
    public string? To { get; init; }

    /// <summary>Account.</summary>
    public string? AccountId { get; init; }

    /// <summary>Thread, a number or a text.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public RawJson ThreadId { get; init; }
}
