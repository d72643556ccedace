using Moltbot.Policy.Queue;

namespace Moltbot.Policy.Configuration.Views;

/// <summary>Joining of messages written in quick succession (<c>messages.inbound</c>).</summary>
public sealed record InboundConfig
{
    /// <summary>Milliseconds of silence before a message is handled; null when not set.</summary>
    public int? DebounceMs { get; init; }

    public IReadOnlyDictionary<string, int> ByChannel { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>The wait for a channel; zero when nothing is configured.</summary>
    public TimeSpan DebounceFor(string channel) =>
        InboundDebounce.Resolve(null, ByChannel.TryGetValue(channel, out var own) ? own : null, DebounceMs);

    internal static InboundConfig From(ConfigSection section) => new()
    {
        DebounceMs = section.Int("debounceMs"),
        ByChannel = section.Ints("byChannel"),
    };
}
