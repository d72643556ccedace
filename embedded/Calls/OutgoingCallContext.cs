using System.Reflection;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Moltbot.Embedded.Calls;

/// <summary>Leads a call through the outgoing filters to its router.</summary>
internal sealed class OutgoingCallContext(GrainReference to, GrainCall call, Func<Task<object?>> send) : IOutgoingGrainCallContext
{
    private readonly IOutgoingGrainCallFilter[] _filters = to.Router.Engine.OutgoingFilters;
    private int _stage;

    public IInvokable Request => call;

    public object Grain => to;

    public GrainId? SourceId => SourceContext?.GrainId;

    public GrainId TargetId => to.GrainId;

    public IGrainContext? SourceContext { get; } = Activations.ActivationScope.Current;

    public string InterfaceName => call.GetInterfaceName();

    public string MethodName => call.GetMethodName();

    public MethodInfo InterfaceMethod => call.GetMethod();

    public object? Result { get; set; }

    public Task Invoke()
    {
        var stage = _stage++;
        return stage < _filters.Length ? _filters[stage].Invoke(this) : SendAsync();
    }

    private async Task SendAsync() => Result = await send();
}
