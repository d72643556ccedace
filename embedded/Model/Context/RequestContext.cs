using System.Runtime.InteropServices;
using Moltbot.Embedded.Activations;

namespace Orleans.Runtime;

/// <summary>Values that travel with every call made from here on: to the grain called, and on from it, never back.</summary>
public static class RequestContext
{
    internal const string ReentrancyKey = "#CCR";
    private static readonly AsyncLocal<Dictionary<string, object>?> Current = new();

    /// <summary>The call chain within which calls back are let in; empty when none is.</summary>
    public static Guid ReentrancyId
    {
        get => Get(ReentrancyKey) is Guid id ? id : Guid.Empty;
        set
        {
            if (value == Guid.Empty)
            {
                Remove(ReentrancyKey);
            }
            else
            {
                Set(ReentrancyKey, value);
            }
        }
    }

    /// <summary>The names that are set.</summary>
    public static IEnumerable<string> Keys => Current.Value is { } values ? values.Keys : [];

    /// <summary>The values that are set.</summary>
    public static IEnumerable<KeyValuePair<string, object>> Entries => Current.Value is { } values ? values : [];

    /// <summary>Never changed once it is here: every change makes a new one.</summary>
    internal static Dictionary<string, object>? Values
    {
        get => Current.Value;
        set
        {
            if (!ReferenceEquals(Current.Value, value))
            {
                Current.Value = value;
            }
        }
    }

    /// <summary>A value, or null.</summary>
    public static object? Get(string key) => Current.Value is { } values && values.TryGetValue(key, out var value) ? value : null;

    /// <summary>Sets a value.</summary>
    public static void Set(string key, object value)
    {
        var values = Current.Value is { } old ? new Dictionary<string, object>(old) : new Dictionary<string, object>(1);
        values[key] = value;
        Current.Value = values;
    }

    /// <summary>Removes a value; whether there was one.</summary>
    public static bool Remove(string key)
    {
        if (Current.Value is not { } old || !old.ContainsKey(key))
        {
            return false;
        }

        var values = new Dictionary<string, object>(old);
        values.Remove(key);
        Current.Value = values.Count == 0 ? null : values;
        return true;
    }

    /// <summary>Removes all values.</summary>
    public static void Clear() => Values = null;

    /// <summary>Until the result is disposed, calls that come back to this grain through those it makes are let in.</summary>
    public static ReentrancySection AllowCallChainReentrancy()
    {
        var before = ReentrancyId;
        return new(before, before == Guid.Empty ? Guid.NewGuid() : before);
    }

    /// <summary>Until the result is disposed, no call is let in for its chain.</summary>
    public static ReentrancySection SuppressCallChainReentrancy() => new(ReentrancyId, Guid.Empty);

    /// <summary>A stretch of a call with another reentrancy.</summary>
    [StructLayout(LayoutKind.Auto)]
    public readonly struct ReentrancySection : IDisposable
    {
        private readonly Guid _before;
        private readonly Guid _within;

        /// <summary>Begins.</summary>
        public ReentrancySection(Guid originalReentrancyId, Guid newReentrancyId)
        {
            _before = originalReentrancyId;
            _within = newReentrancyId;
            if (_within != _before)
            {
                ReentrancyId = _within;
            }

            if (_within != Guid.Empty)
            {
                ActivationScope.Current?.EnterReentrantSection(_within);
            }
        }

        /// <summary>Ends.</summary>
        public void Dispose()
        {
            if (_within != Guid.Empty)
            {
                ActivationScope.Current?.ExitReentrantSection(_within);
            }

            if (_within != _before)
            {
                ReentrancyId = _before;
            }
        }
    }
}
