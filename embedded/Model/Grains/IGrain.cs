namespace Orleans;

/// <summary>Marks a grain interface. Its methods return Task, Task&lt;T&gt;, ValueTask or ValueTask&lt;T&gt;.</summary>
public interface IGrain : Runtime.IAddressable;
