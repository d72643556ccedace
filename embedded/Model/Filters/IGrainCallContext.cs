using System.Reflection;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Orleans;

/// <summary>One call on its way, as filters see it.</summary>
public interface IGrainCallContext
{
    /// <summary>The method and its arguments.</summary>
    IInvokable Request { get; }

    /// <summary>The object that is called; for an outgoing call the reference.</summary>
    object Grain { get; }

    /// <summary>The grain that calls; null when something else does.</summary>
    GrainId? SourceId { get; }

    /// <summary>The grain that is called.</summary>
    GrainId TargetId { get; }

    /// <summary>The interface's name with its namespace.</summary>
    string InterfaceName { get; }

    /// <summary>The method's name.</summary>
    string MethodName { get; }

    /// <summary>The interface's method.</summary>
    MethodInfo InterfaceMethod { get; }

    /// <summary>The result, once <see cref="Invoke"/> has ended; may be replaced.</summary>
    object? Result { get; set; }

    /// <summary>Goes on: to the next filter or to the method.</summary>
    Task Invoke();
}
