using System.Reflection;

namespace Orleans.Serialization.Invocation;

/// <summary>One call: the method and its arguments.</summary>
public interface IInvokable
{
    /// <summary>The object that is called; null before the call has reached it.</summary>
    object? GetTarget();

    /// <summary>How many arguments there are, cancellation tokens included.</summary>
    int GetArgumentCount();

    /// <summary>An argument by its place.</summary>
    object? GetArgument(int index);

    /// <summary>Replaces an argument.</summary>
    void SetArgument(int index, object value);

    /// <summary>The method's name.</summary>
    string GetMethodName();

    /// <summary>The interface's name with its namespace.</summary>
    string GetInterfaceName();

    /// <summary>What the call is called in traces.</summary>
    string GetActivityName();

    /// <summary>The interface's method.</summary>
    MethodInfo GetMethod();

    /// <summary>The interface.</summary>
    Type GetInterfaceType();
}
