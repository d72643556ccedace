namespace Moltbot.Embedded.Activations;

/// <summary>Which activation the current thread works for.</summary>
internal static class ActivationScope
{
    [ThreadStatic]
    private static Activation? _current;

    [ThreadStatic]
    private static Activation? _constructing;

    /// <summary>The activation whose turn runs on this thread; null outside of turns.</summary>
    public static Activation? Current
    {
        get => _current;
        set => _current = value;
    }

    /// <summary>The activation whose grain is being made on this thread.</summary>
    public static Activation? Constructing
    {
        get => _constructing;
        set => _constructing = value;
    }
}
