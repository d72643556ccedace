namespace Orleans.Concurrency;

/// <summary>Makes promises of immutability.</summary>
public static class ImmutableExtensions
{
    /// <summary>Wraps the value.</summary>
    public static Immutable<T> AsImmutable<T>(this T value) => new(value);
}
