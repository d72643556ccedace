using Orleans.Concurrency;

namespace Moltbot.Engine.Tests.Suite.Grains;

public interface ITurnGrain : IGrainWithStringKey
{
    /// <summary>Arrives at the gate "in name", waits for it, and returns how many calls were within at once.</summary>
    Task<int> Pass(string name);

    [AlwaysInterleave]
    Task<int> PassAlways(string name);

    [ReadOnly]
    Task<int> Read(string name);

    /// <summary>Calls back through another grain; lets that in or not.</summary>
    Task<int> CallMyselfThrough(string other, bool allow);

    Task<int> Plain();

    Task<int> Through(string back);

    /// <summary>Whether code after an await is where code before it was, and alone.</summary>
    Task<bool> ComesBack();
}
