namespace Moltbot.Embedded.Activations;

/// <summary>Which activation the current thread works for.</summary>
internal static class ActivationScope
{
    [ThreadStatic]
    private static IActivation? _current;

    [ThreadStatic]
    private static IActivation? _constructing;

    /// <summary>The activation whose turn runs on this thread; null outside of turns.</summary>
    public static IActivation? Current
    {
        get => _current;
        set => _current = value;
    }

    /// <summary>The activation whose grain is being made on this thread.</summary>
    public static IActivation? Constructing
    {
        get => _constructing;
        set => _constructing = value;
    }
}
