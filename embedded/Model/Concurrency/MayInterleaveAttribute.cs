namespace Orleans.Concurrency;

/// <summary>Names a static method <c>bool M(IInvokable call)</c> of the class that says which calls may interleave.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class MayInterleaveAttribute(string callbackMethodName) : Attribute
{
    internal string CallbackMethodName { get; } = callbackMethodName;
}
