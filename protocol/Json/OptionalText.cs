using System.Text.Json.Serialization;

namespace Moltbot.Protocol.Json;

/// <summary>A text of a patch: left out (keep), <c>null</c> (clear) or a new value.</summary>
/// <param name="IsSet">Whether the key was there at all.</param>
/// <param name="Value">The new value, null to clear.</param>
[JsonConverter(typeof(OptionalTextConverter))]
public readonly record struct OptionalText(bool IsSet, string? Value)
{
    /// <summary>A patch that sets the value, or clears it when null.</summary>
    public static OptionalText Of(string? value) => new(IsSet: true, value);
}
