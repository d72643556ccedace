using Moltbot.Engine.Tests.Suite.Support;

namespace Moltbot.Engine.Tests.Suite.Grains;

public sealed class TurnGrain : Grain, ITurnGrain
{
    private int _within;

    public Task<int> Pass(string name) => Enter(name);

    public Task<int> PassAlways(string name) => Enter(name);

    public Task<int> Read(string name) => Enter(name);

    public Task<int> Plain() => Task.FromResult(_within);

    public async Task<int> CallMyselfThrough(string other, bool allow)
    {
        _within++;
        using var section = allow ? RequestContext.AllowCallChainReentrancy() : RequestContext.SuppressCallChainReentrancy();
        var seen = await GrainFactory.GetGrain<ITurnGrain>(other).Through(this.GetPrimaryKeyString());
        _within--;
        return seen;
    }

    public Task<int> Through(string back) => GrainFactory.GetGrain<ITurnGrain>(back).Plain();

    public async Task<bool> ComesBack()
    {
        var before = TaskScheduler.Current;
        for (var i = 0; i < 20; i++)
        {
            await Task.Yield();
            await Task.Run(static () => { });
            if (!ReferenceEquals(before, TaskScheduler.Current))
            {
                return false;
            }
        }

        return !ReferenceEquals(before, TaskScheduler.Default);
    }

    private async Task<int> Enter(string name)
    {
        var within = ++_within;
        await Gate.Named(name).PassAsync();
        _within--;
        return within;
    }
}
