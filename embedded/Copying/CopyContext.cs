using System.Diagnostics.CodeAnalysis;

namespace Moltbot.Embedded.Copying;

/// <summary>What has been copied in one call, so that what was one object stays one and circles end. Used by one thread.</summary>
public sealed class CopyContext
{
    /// <summary>Up to here a look through the list is faster than a hash.</summary>
    private const int FewEnough = 12;

    [ThreadStatic]
    private static CopyContext? _spare;

    private readonly List<(object Original, object Copy)> _few = new(FewEnough);
    private Dictionary<object, object>? _many;

    private CopyContext()
    {
    }

    /// <summary>An empty one.</summary>
    public static CopyContext Rent()
    {
        var spare = _spare ?? new CopyContext();
        _spare = null;
        return spare;
    }

    /// <summary>Gives it back.</summary>
    public void Return()
    {
        _few.Clear();
        _many = null;
        _spare = this;
    }

    /// <summary>The copy that was already made.</summary>
    public bool TryGet<T>(T original, [NotNullWhen(true)] out T? copy)
        where T : class
    {
        if (_many is not null)
        {
            copy = _many.TryGetValue(original, out var known) ? (T)known : null;
            return copy is not null;
        }

        foreach (var (from, to) in _few)
        {
            if (ReferenceEquals(from, original))
            {
                copy = (T)to;
                return true;
            }
        }

        copy = null;
        return false;
    }

    /// <summary>Remembers a copy, before its members are copied.</summary>
    public void Record(object original, object copy)
    {
        if (_many is not null)
        {
            _many[original] = copy;
        }
        else if (_few.Count < FewEnough)
        {
            _few.Add((original, copy));
        }
        else
        {
            _many = new(ReferenceEqualityComparer.Instance);
            foreach (var (from, to) in _few)
            {
                _many[from] = to;
            }

            _many[original] = copy;
        }
    }
}
