using System.Text.Json.Serialization;
using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Config;

/// <summary>How a form shows one setting.</summary>
public sealed record ConfigUiHint
{
    /// <summary>Name.</summary>
    public string? Label { get; init; }

    /// <summary>Help.</summary>
    public string? Help { get; init; }

    /// <summary>Group.</summary>
    public string? Group { get; init; }

    /// <summary>Place.</summary>
    public long? Order { get; init; }

    /// <summary>Whether it is for experts.</summary>
    public bool? Advanced { get; init; }

    /// <summary>Whether it is secret.</summary>
    public bool? Sensitive { get; init; }

    /// <summary>Example.</summary>
    public string? Placeholder { get; init; }

    /// <summary>Value of a new item.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public RawJson ItemTemplate { get; init; }
}
