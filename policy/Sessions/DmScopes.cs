namespace Moltbot.Policy.Sessions;

/// <summary>The configuration's texts for <see cref="DmScope"/>.</summary>
public static class DmScopes
{
    /// <summary>Reads the configured text; absent means <see cref="DmScope.Main"/>.</summary>
    /// <exception cref="FormatException">The text is none of the four.</exception>
    public static DmScope Parse(string? text) => text switch
    {
        null or "main" => DmScope.Main,
        "per-peer" => DmScope.PerPeer,
        "per-channel-peer" => DmScope.PerChannelPeer,
        "per-account-channel-peer" => DmScope.PerAccountChannelPeer,
        _ => throw new FormatException(
            $"unknown session.dmScope \"{text}\" (use main, per-peer, per-channel-peer or per-account-channel-peer)"),
    };
}
