using Moltbot.Gateway.Channels.Api;

namespace Moltbot.Gateway.Channels.Discord.Inbound;

/// <summary>
/// The guilds and channels that Discord did not tell of. They are asked for again, but not for each word that somebody says there: a refused
/// call counts against the bot. Not thread-safe.
/// </summary>
internal sealed class FailedLookups(TimeProvider time)
{
    /// <summary>How often an answer that cannot be used is taken for a passing fault. With the pauses between, about two minutes.</summary>
    public const int MostFaults = 10;

    /// <summary>How long nothing is asked after a refusal. Arbitrary: as long as somebody who just let the bot in may be kept waiting.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private const int Remembered = 20_000;

    private readonly Dictionary<string, (int Faults, DateTimeOffset Until)> known = new(StringComparer.Ordinal);

    /// <summary>Whether it was asked for in vain a moment ago.</summary>
    public bool IsRecent(string id) => known.TryGetValue(id, out var last) && last.Until > time.GetUtcNow();

    /// <summary>Notes a failure. False when the next attempt may go better.</summary>
    public bool IsFinal(string id, ApiError error)
    {
        // What is wrong with the token or the connection is wrong for every place, and no word about this one.
        if (error.Kind is not (ApiErrorKind.Refused or ApiErrorKind.Unknown))
        {
            return false;
        }

        if (known.Count >= Remembered)
        {
            known.Clear();
        }

        var faults = known.GetValueOrDefault(id).Faults + 1;
        var isFinal = error.Kind == ApiErrorKind.Refused || faults >= MostFaults;
        known[id] = (faults, isFinal ? time.GetUtcNow() + Pause : default);
        return isFinal;
    }

    /// <summary>It was told.</summary>
    public void Forget(string id) => known.Remove(id);
}
