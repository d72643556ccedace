using System.Text.Json.Serialization;

namespace Moltbot.Protocol.Events;

/// <summary>Talk mode changed.</summary>
public sealed record TalkModeEvent
{
    /// <summary>Whether it is on.</summary>
    public required bool Enabled { get; init; }

    /// <summary>Phase.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Phase { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    public required long Ts { get; init; }
}
