using Moltbot.Engine.Tests.Suite.Support;
using Orleans.Concurrency;
using Orleans.Serialization.Invocation;

namespace Moltbot.Engine.Tests.Suite.Grains;

[MayInterleave(nameof(MaySlip))]
public sealed class ChoosyGrain : Grain, IChoosyGrain
{
    private int _within;

    public static bool MaySlip(IInvokable call) => call.GetMethodName() == nameof(Slip);

    public async Task<int> Pass(string name)
    {
        _within++;
        await Gate.Named(name).PassAsync();
        return _within--;
    }

    public Task<int> Slip() => Task.FromResult(_within);
}
