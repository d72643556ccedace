namespace Moltbot.Engine.Tests.Suite.Grains;

public interface ILifeGrain : IGrainWithStringKey
{
    Task<Guid> Activation();

    Task Leave();

    Task LeaveAndWait(string gate);

    /// <summary>Keeps the activation although it idles.</summary>
    Task Stay(TimeSpan time);

    /// <summary>Starts a timer that counts as use, or not.</summary>
    Task Tick(TimeSpan period, bool keepAlive);
}
