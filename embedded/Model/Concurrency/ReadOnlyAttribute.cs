namespace Orleans.Concurrency;

/// <summary>The method changes nothing; calls so marked may run together.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReadOnlyAttribute : Attribute;
