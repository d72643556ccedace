using Moltbot.Grains.Limits;

namespace Moltbot.Grains.Tenants;

/// <summary>
/// Slows down those who guess a tenant's secret from many addresses, each below the limit of one: beyond a number of wrong secrets only
/// one a few seconds is judged. Addresses that have shown the right secret are let through, or whoever has many addresses could keep
/// everybody out. Kept in memory, like the count of each address.
/// </summary>
internal sealed class GuessGuard(TimeProvider time)
{
    /// <summary>Wrong secrets of a whole tenant without a wait. Arbitrary: ten addresses that each used up what is free to one.</summary>
    internal const int Free = 100;

    /// <summary>Addresses remembered; the one that was longest away gives way.</summary>
    private const int MaxKnown = 1000;

    private readonly FailureCount _wrong = new(Free, TimeSpan.FromSeconds(5), time);
    private readonly Dictionary<string, long> _known = new(StringComparer.Ordinal);

    /// <summary>Milliseconds until a secret from this address may be judged; 0 when it may be now.</summary>
    /// <param name="bucket">The address or its network.</param>
    public long Wait(string bucket) => _known.ContainsKey(bucket) ? 0 : _wrong.Wait;

    public void Wrong() => _wrong.Add();

    public void Right(string bucket)
    {
        if (_known.Count >= MaxKnown && !_known.ContainsKey(bucket))
        {
            _known.Remove(_known.MinBy(static entry => entry.Value).Key);
        }

        _known[bucket] = time.GetTimestamp();
    }

    /// <summary>Another secret is in force: nobody has shown that one.</summary>
    public void Forget() => _known.Clear();
}
