namespace Moltbot.Policy.Sessions.Resets;

/// <summary>All reset blocks of <c>session</c>.</summary>
/// <param name="Reset">The general rule.</param>
/// <param name="ByType">Rules per kind of session; field by field over the general one.</param>
/// <param name="ByChannel">Rules per channel id, lower-case; such a rule replaces everything else.</param>
/// <param name="IdleMinutes">The old key <c>session.idleMinutes</c>.</param>
public sealed record ResetRules(
    ResetRule? Reset = null,
    IReadOnlyDictionary<ResetType, ResetRule>? ByType = null,
    IReadOnlyDictionary<string, ResetRule>? ByChannel = null,
    double? IdleMinutes = null)
{
    /// <summary>The rule of a channel, named in any of its spellings.</summary>
    public ResetRule? ForChannel(string? channel)
    {
        if (ByChannel is null || Channels.ChannelIds.Normalize(channel) is not { } id)
        {
            return null;
        }

        return ByChannel.GetValueOrDefault(id);
    }
}
