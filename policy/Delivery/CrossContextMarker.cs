using Moltbot.Policy.Configuration;

namespace Moltbot.Policy.Delivery;

/// <summary>
/// What stands around a message that a run writes to another chat than its own (<c>tools.message.crossContext.marker</c>), so that whoever
/// reads it knows that it was caused elsewhere. It names the channel and no chat: who else the assistant talks to is nobody's.
/// </summary>
/// <param name="Prefix">Before the message; <c>{channel}</c> stands for the channel that the run belongs to.</param>
/// <param name="Suffix">Behind it, alike.</param>
public sealed record CrossContextMarker(string Prefix = "[from {channel}] ", string Suffix = "")
{
    /// <summary>Reads <c>tools.message</c>: the original's words where nothing is set, none where it is switched off.</summary>
    /// <param name="message">The section; may be absent.</param>
    public static CrossContextMarker From(ConfigSection message)
    {
        ConfigSection marker = message.Section("crossContext").Section("marker");
        var usual = new CrossContextMarker();
        return marker.Bool("enabled") == false
            ? new CrossContextMarker("")
            : new CrossContextMarker(marker.String("prefix") ?? usual.Prefix, marker.String("suffix") ?? usual.Suffix);
    }

    /// <summary>The message as it is sent.</summary>
    /// <param name="text">The message.</param>
    /// <param name="channel">The channel that the run belongs to.</param>
    public string Around(string text, string channel) => Filled(Prefix, channel) + text + Filled(Suffix, channel);

    private static string Filled(string template, string channel) => template.Replace("{channel}", channel, StringComparison.Ordinal);
}
