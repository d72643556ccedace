namespace Orleans.Concurrency;

/// <summary>The method may run while another call of the same activation awaits.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AlwaysInterleaveAttribute : Attribute;
