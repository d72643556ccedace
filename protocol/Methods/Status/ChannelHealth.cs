using System.Text.Json.Serialization;
using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Status;

/// <summary>One channel's accounts.</summary>
public sealed record ChannelHealth
{
    /// <summary>The default account.</summary>
    public string? AccountId { get; init; }

    /// <summary>Whether it has what it needs.</summary>
    public bool? Configured { get; init; }

    /// <summary>Whether it is linked to the platform.</summary>
    public bool? Linked { get; init; }

    /// <summary>Age of the credentials.</summary>
    public long? AuthAgeMs { get; init; }

    /// <summary>Answer of the last probe.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public RawJson Probe { get; init; }

    /// <summary>When it was probed.</summary>
    public long? LastProbeAt { get; init; }

    /// <summary>By account id.</summary>
    public IReadOnlyDictionary<string, RawJson>? Accounts { get; init; }
}
