using System.Reflection;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Moltbot.Embedded.Calls;

/// <summary>Leads a call through the filters to its method.</summary>
internal sealed class IncomingCallContext(GrainCall call) : IIncomingGrainCallContext
{
    private readonly IIncomingGrainCallFilter[] _filters = call.Activation!.Engine.IncomingFilters;
    private int _stage;

    public IInvokable Request => call;

    public object Grain => call.Instance!;

    public GrainId? SourceId => call.Source?.GrainId;

    public GrainId TargetId => call.Activation!.GrainId;

    public IGrainContext TargetContext => call.Activation!;

    public string InterfaceName => call.GetInterfaceName();

    public string MethodName => call.GetMethodName();

    public MethodInfo InterfaceMethod => call.GetMethod();

    public MethodInfo ImplementationMethod => call.Activation!.Class.ImplementationOf(call.GetMethod());

    public object? Result { get; set; }

    public Task Invoke()
    {
        var stage = _stage++;
        if (stage < _filters.Length)
        {
            return _filters[stage].Invoke(this);
        }

        return stage == _filters.Length && call.Instance is IIncomingGrainCallFilter own
            ? own.Invoke(this)
            : call.InvokeInto(this);
    }
}
