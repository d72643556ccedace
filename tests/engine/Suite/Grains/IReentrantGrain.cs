namespace Moltbot.Engine.Tests.Suite.Grains;

public interface IReentrantGrain : IGrainWithStringKey
{
    Task<int> Pass(string name);
}
