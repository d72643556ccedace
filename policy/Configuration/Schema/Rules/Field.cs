using System.Text.Json.Nodes;

namespace Moltbot.Policy.Configuration.Schema.Rules;

/// <summary>One key of a <see cref="ShapeRule"/>.</summary>
internal sealed record Field(string Name, Rule Rule)
{
    public bool IsRequired { get; init; }

    /// <summary>What the key gets when it is absent; null for nothing. Cloned on use.</summary>
    public JsonNode? Default { get; init; }

    /// <summary>Whether the key is this project's own, unknown to the original.</summary>
    public bool IsOurs { get; init; }

    /// <summary>Whether the value must never be shown.</summary>
    public bool IsSecret { get; init; }

    /// <summary>What of the machine the value names; null for nothing. Such a key is the operator's.</summary>
    public HostUse? Host { get; init; }
}
