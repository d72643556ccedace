namespace Moltbot.Policy.Queue;

/// <summary>The queue settings of one message.</summary>
/// <param name="Mode">What happens to it while the session runs.</param>
/// <param name="Debounce">How long to wait for more.</param>
/// <param name="Cap">How many messages may wait, at least one.</param>
/// <param name="Drop">What gives way beyond that.</param>
public sealed record QueueSettings(QueueMode Mode, TimeSpan Debounce, int Cap, DropPolicy Drop)
{
    private const double DefaultDebounceMs = 1_000;
    private const double DefaultCap = 20;
    private const double MaxDebounceMs = int.MaxValue;

    /// <summary>The settings in force: of each value the first source that says it.</summary>
    /// <param name="sources">The sources, narrowest first: the message's own <c>/queue</c>, the session, the channel, the general ones.</param>
    public static QueueSettings Resolve(params IReadOnlyList<QueueOptions?> sources)
    {
        var debounce = First(sources, each => each.DebounceMs) ?? DefaultDebounceMs;
        var cap = First(sources, each => each.Cap) ?? DefaultCap;
        return new QueueSettings(
            First(sources, each => each.Mode) ?? QueueMode.Collect,
            TimeSpan.FromMilliseconds(Math.Clamp(debounce, 0, MaxDebounceMs)),
            (int)Math.Clamp(Math.Floor(cap), 1, int.MaxValue),
            First(sources, each => each.Drop) ?? DropPolicy.Summarize);
    }

    private static T? First<T>(IReadOnlyList<QueueOptions?> sources, Func<QueueOptions, T?> value)
        where T : struct
    {
        foreach (var source in sources)
        {
            if (source is not null && value(source) is { } found)
            {
                return found;
            }
        }

        return null;
    }
}
