using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Moltbot.Embedded.Calls;

namespace Moltbot.Embedded.Timers;

/// <summary>A timer's tick is a call like others, so that filters see it and it takes its turn.</summary>
internal sealed class TimerTick(GrainTimer timer) : VoidGrainCall
{
    private static MethodInfo? _method;

    public override CallOptions Options => timer.Interleave ? CallOptions.OneWay | CallOptions.AlwaysInterleave : CallOptions.OneWay;

    internal override bool KeepsActive => timer.KeepAlive;

    public override int GetArgumentCount() => 0;

    public override string GetMethodName() => nameof(IGrainTimerInvoker.InvokeCallbackAsync);

    public override string GetInterfaceName() => nameof(IGrainTimerInvoker);

    public override Type GetInterfaceType() => typeof(IGrainTimerInvoker);

    [DynamicDependency(nameof(IGrainTimerInvoker.InvokeCallbackAsync), typeof(IGrainTimerInvoker))]
    public override MethodInfo GetMethod() =>
        _method ??= typeof(IGrainTimerInvoker).GetMethod(nameof(IGrainTimerInvoker.InvokeCallbackAsync))!;

    public override string ToString() => $"a timer of {timer.Activation}";

    protected override ValueTask Invoke(object target) => new(timer.TickAsync());
}
