namespace Moltbot.Engine.Tests.Suite.Grains;

public interface ISpeakerGrain : IGrainWithStringKey
{
    Task Subscribe(IListener listener);

    Task Unsubscribe(IListener listener);

    Task Say(string word);

    Task<int> AskAll(string question);

    Task<int> Count();
}
