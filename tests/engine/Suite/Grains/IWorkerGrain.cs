namespace Moltbot.Engine.Tests.Suite.Grains;

public interface IWorkerGrain : IGrainWithStringKey
{
    Task<Guid> Pass(string name);
}
