using System.Text.Json;
using Moltbot.Protocol.Json;
using Moltbot.Protocol.Methods.Channels;

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

    /// <summary>What kind of trouble that is, one of <see cref="ProbeFailures"/>; null when there is none, and when the gateway does not say.</summary>
    public static string? KindOf(RawJson probe) =>
        Of(probe) is not null && probe.ToElement().TryGetProperty("failure", out var failure) && failure.ValueKind == JsonValueKind.String ? failure.GetString() : null;
}
