namespace Orleans.Concurrency;

/// <summary>Every call of the grain may run while another one awaits.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReentrantAttribute : Attribute;
