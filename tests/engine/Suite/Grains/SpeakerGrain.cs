using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Utilities;

namespace Moltbot.Engine.Tests.Suite.Grains;

public sealed class SpeakerGrain(ILogger<SpeakerGrain> logger, [FromKeyedServices("suite")] TimeProvider time) : Grain, ISpeakerGrain
{
    private readonly ObserverManager<IListener, IListener> _listeners = new(TimeSpan.FromMinutes(10), logger)
    {
        GetDateTime = () => time.GetUtcNow().UtcDateTime,
    };

    public Task Subscribe(IListener listener)
    {
        _listeners.Subscribe(listener, listener);
        return Task.CompletedTask;
    }

    public Task Unsubscribe(IListener listener)
    {
        _listeners.Unsubscribe(listener);
        return Task.CompletedTask;
    }

    public Task Say(string word) => _listeners.Notify(listener => listener.Hear(word));

    public async Task<int> AskAll(string question)
    {
        var sum = 0;
        foreach (var listener in _listeners)
        {
            sum += await listener.Ask(question);
        }

        return sum;
    }

    public Task<int> Count()
    {
        _listeners.ClearExpired();
        return Task.FromResult(_listeners.Count);
    }
}
