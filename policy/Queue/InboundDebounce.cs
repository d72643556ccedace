namespace Moltbot.Policy.Queue;

/// <summary>How long several short messages of one person are waited for, to be answered as one.</summary>
public static class InboundDebounce
{
    /// <summary>The time: the caller's own, else the channel's, else the general one, else none.</summary>
    public static TimeSpan Resolve(double? overrideMs, double? channelMs, double? generalMs) =>
        TimeSpan.FromMilliseconds(Read(overrideMs) ?? Read(channelMs) ?? Read(generalMs) ?? 0);

    /// <summary>Whether a message may wait for others: plain words only. Media and commands go at once, and send what waited ahead of them.</summary>
    public static bool MayWait(bool hasMedia, bool isControlCommand, string? text) =>
        !hasMedia && !isControlCommand && !string.IsNullOrWhiteSpace(text);

    private static double? Read(double? value) =>
        value is { } ms && double.IsFinite(ms) ? Math.Clamp(Math.Truncate(ms), 0, int.MaxValue) : null;
}
