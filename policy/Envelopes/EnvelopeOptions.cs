namespace Moltbot.Policy.Envelopes;

/// <summary>What an envelope tells.</summary>
/// <param name="Zone">The zone of its time; UTC has a form of its own.</param>
/// <param name="IncludeTimestamp">Whether it tells the time.</param>
/// <param name="IncludeElapsed">Whether it tells how long ago the last message was.</param>
public sealed record EnvelopeOptions(TimeZoneInfo Zone, bool IncludeTimestamp = true, bool IncludeElapsed = true)
{
    /// <summary>Reads <c>envelopeTimezone</c>: <c>utc</c>, <c>local</c> (default), <c>user</c>, or the name of a zone; an unknown name means UTC.</summary>
    /// <param name="text">The configured text.</param>
    /// <param name="local">The host's zone.</param>
    /// <param name="userZone">The name of the user's zone; null means the host's.</param>
    public static TimeZoneInfo ReadZone(string? text, TimeZoneInfo local, string? userZone) =>
        (text ?? "").Trim().ToLowerInvariant() switch
        {
            "" or "local" or "host" => local,
            "utc" or "gmt" => TimeZoneInfo.Utc,
            "user" => userZone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(userZone.Trim(), out var user) ? user : local,
            _ => TimeZoneInfo.TryFindSystemTimeZoneById(text!.Trim(), out var named) ? named : TimeZoneInfo.Utc,
        };
}
