namespace Orleans.Concurrency;

/// <summary>A promise that the value is not changed any more, so that it travels without being copied.</summary>
[GenerateSerializer, Immutable]
public readonly struct Immutable<T>(T value)
{
    /// <summary>The value.</summary>
    [Id(0)]
    public readonly T Value = value;
}
