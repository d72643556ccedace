namespace Moltbot.Gateway.Handshake;

/// <summary>The sessions a node listens to, by canonical key and by the key as it wrote it.</summary>
internal sealed class SessionSubscriptions
{
    /// <summary>How many a node may have. Arbitrary: a node shows one conversation, some show a few.</summary>
    public const int Max = 64;

    private HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    public bool Contains(string? key) => key is not null && Volatile.Read(ref _keys).Contains(key);

    public void Add(string key) => Change(keys => keys.Count < Max && keys.Add(key));

    public void Remove(string key) => Change(keys => keys.Remove(key));

    // Readers see a set that nobody changes any more.
    private void Change(Func<HashSet<string>, bool> change)
    {
        lock (_gate)
        {
            var copy = new HashSet<string>(_keys, StringComparer.Ordinal);
            if (change(copy))
            {
                Volatile.Write(ref _keys, copy);
            }
        }
    }
}
