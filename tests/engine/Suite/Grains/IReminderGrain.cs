namespace Moltbot.Engine.Tests.Suite.Grains;

public interface IReminderGrain : IGrainWithStringKey
{
    Task<string> Register(string name, TimeSpan due, TimeSpan period);

    Task<bool> Has(string name);

    Task Unregister(string name);

    Task Leave();

    Task<Guid> Activation();
}
