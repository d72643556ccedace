namespace Orleans.Concurrency;

/// <summary>The caller does not wait for the call to end and learns nothing of its outcome.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OneWayAttribute : Attribute;
