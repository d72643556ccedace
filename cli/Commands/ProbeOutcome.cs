using System.Text.Json;
using Moltbot.Protocol.Json;

namespace Moltbot.Cli.Commands;

/// <summary>What a platform answered when it was asked whether a credential works.</summary>
internal static class ProbeOutcome
{
    /// <summary>Why it does not; null when it does, and when nobody asked.</summary>
    public static string? Of(RawJson probe) =>
        probe.IsPresent && probe.ToElement() is { ValueKind: JsonValueKind.Object } answer
        && answer.TryGetProperty("ok", out var ok) && ok.ValueKind == JsonValueKind.False
            ? answer.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.String ? error.GetString() : "no reason was given"
            : null;
}
