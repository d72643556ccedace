using Orleans.Runtime;

namespace Moltbot.Embedded.Timers;

/// <summary>What filters see of a tick.</summary>
internal interface IGrainTimerInvoker : IAddressable
{
    Task InvokeCallbackAsync();
}
