namespace Moltbot.Engine.Tests.Suite.Grains;

public interface IChoosyGrain : IGrainWithStringKey
{
    Task<int> Pass(string name);

    Task<int> Slip();
}
