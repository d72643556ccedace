using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Envelopes;

namespace Moltbot.Grains.Sessions.Prompt;

/// <summary>How messages are shown to the model: zones, and when the session was last used.</summary>
internal sealed class PromptStyle(TimeZoneInfo zone, AgentDefaultsConfig defaults, SessionEntry entry, TimeZoneInfo local)
{
    /// <summary>The person's time zone.</summary>
    public TimeZoneInfo Zone { get; } = zone;

    /// <summary>What the envelope of a channel's message tells.</summary>
    public EnvelopeOptions Envelope { get; } = new(
        EnvelopeOptions.ReadZone(defaults.EnvelopeTimezone, local, defaults.UserTimezone), defaults.EnvelopeTimestamp, defaults.EnvelopeElapsed);

    /// <summary>When the session's last message was; null when this is the first.</summary>
    public DateTimeOffset? Previous { get; } =
        entry.TranscriptHead >= entry.TranscriptStart ? DateTimeOffset.FromUnixTimeMilliseconds(entry.UpdatedAt) : null;
}
