namespace Moltbot.Policy.Tools.Groups;

/// <summary>The members of a map of groups by their keys; <c>*</c> stands for all.</summary>
/// <typeparam name="T">What a member holds.</typeparam>
internal sealed class GroupEntries<T>
    where T : class
{
    private readonly Dictionary<string, T> _exact = new(StringComparer.Ordinal);
    private readonly Dictionary<string, T> _anyCase = new(StringComparer.OrdinalIgnoreCase);

    public GroupEntries(IEnumerable<KeyValuePair<string, T>> entries)
    {
        foreach (var (key, value) in entries)
        {
            _exact.TryAdd(key.Trim(), value);
            _anyCase.TryAdd(key.Trim(), value);
        }
    }

    /// <summary>The member for all.</summary>
    public T? Everywhere => _exact.GetValueOrDefault("*");

    /// <summary>The member of the first key that has one. Session keys are in lower case, so one that differs in case alone will do.</summary>
    public T? Find(IEnumerable<string?> keys)
    {
        var wanted = keys.Select(static key => key?.Trim()).Where(static key => key is { Length: > 0 } and not "*").ToList();
        return wanted.Select(key => _exact.GetValueOrDefault(key!)).FirstOrDefault(static found => found is not null)
            ?? wanted.Select(key => _anyCase.GetValueOrDefault(key!)).FirstOrDefault(static found => found is not null);
    }
}
