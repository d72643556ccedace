namespace Moltbot.Policy.Configuration.Views;

/// <summary>What happens to messages that arrive while a session is busy; null members were not set.</summary>
public sealed record QueueConfig
{
    /// <summary><c>collect</c>, <c>followup</c>, <c>steer</c>, <c>steer-backlog</c>, <c>interrupt</c> or an old name of steer.</summary>
    public string? Mode { get; init; }

    /// <summary>Channel id → mode.</summary>
    public IReadOnlyDictionary<string, string> ByChannel { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public int? DebounceMs { get; init; }

    public IReadOnlyDictionary<string, int> DebounceMsByChannel { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>Most messages kept.</summary>
    public int? Cap { get; init; }

    /// <summary><c>old</c>, <c>new</c> or <c>summarize</c>.</summary>
    public string? Drop { get; init; }

    internal static QueueConfig From(ConfigSection section) => new()
    {
        Mode = section.String("mode"),
        ByChannel = section.Texts("byChannel"),
        DebounceMs = section.Int("debounceMs"),
        DebounceMsByChannel = section.Ints("debounceMsByChannel"),
        Cap = section.Int("cap"),
        Drop = section.String("drop"),
    };
}
