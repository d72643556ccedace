using Moltbot.Engine.Tests.Suite.Grains;
using Moltbot.Engine.Tests.Suite.Support;

namespace Moltbot.Engine.Tests.Suite;

/// <summary>Objects outside of grains that grains notify.</summary>
public abstract class ObserverSuite(IEngine engine)
{
    [Fact]
    public async Task An_observer_hears_what_is_said()
    {
        var (listener, reference, speaker) = await SubscribeAsync();
        await speaker.Say("hello");
        await listener.Heard("hello").OneMoreAsync();
        (await speaker.AskAll("how many?")).ShouldBe(42);
        engine.Grains.DeleteObjectReference<IListener>(reference);
        GC.KeepAlive(listener);
    }

    [Fact]
    public async Task All_observers_hear()
    {
        var speaker = engine.Grains.GetGrain<ISpeakerGrain>(Keys.New());
        var listeners = Enumerable.Range(0, 3).Select(_ => new Listener()).ToArray();
        foreach (var listener in listeners)
        {
            await speaker.Subscribe(engine.Grains.CreateObjectReference<IListener>(listener));
        }

        await speaker.Say("hello");
        foreach (var listener in listeners)
        {
            await listener.Heard("hello").OneMoreAsync();
        }

        (await speaker.Count()).ShouldBe(3);
    }

    [Fact]
    public async Task Who_unsubscribes_hears_nothing()
    {
        var (listener, reference, speaker) = await SubscribeAsync();
        await speaker.Unsubscribe(reference);
        await speaker.Say("hello");
        (await speaker.Count()).ShouldBe(0);
        listener.Heard("hello").Arrived.ShouldBe(0);
    }

    [Fact]
    public async Task Who_does_not_renew_is_forgotten()
    {
        var (listener, reference, speaker) = await SubscribeAsync();
        engine.Time.Advance(TimeSpan.FromMinutes(4));
        (await speaker.Count()).ShouldBe(1);
        await speaker.Subscribe(reference);
        engine.Time.Advance(TimeSpan.FromMinutes(8));
        await speaker.Say("still here");
        await listener.Heard("still here").OneMoreAsync();
        await speaker.Subscribe(reference);
        engine.Time.Advance(TimeSpan.FromMinutes(11));
        await speaker.Say("gone");
        (await speaker.Count()).ShouldBe(0);
        listener.Heard("gone").Arrived.ShouldBe(0);
    }

    [Fact]
    public async Task A_deleted_observer_hears_nothing()
    {
        var (listener, reference, speaker) = await SubscribeAsync();
        engine.Grains.DeleteObjectReference<IListener>(reference);
        await speaker.Say("hello");
        (await speaker.Count()).ShouldBeLessThanOrEqualTo(1);
        listener.Heard("hello").Arrived.ShouldBe(0);
    }

    private async Task<(Listener Listener, IListener Reference, ISpeakerGrain Speaker)> SubscribeAsync()
    {
        var listener = new Listener();
        var reference = engine.Grains.CreateObjectReference<IListener>(listener);
        var speaker = engine.Grains.GetGrain<ISpeakerGrain>(Keys.New());
        await speaker.Subscribe(reference);
        return (listener, reference, speaker);
    }

    private sealed class Listener : IListener
    {
        private readonly string _id = Keys.New();

        public Gate Heard(string word) => Gate.Named($"{_id} {word}");

        public Task Hear(string word)
        {
            Heard(word).Arrive();
            return Task.CompletedTask;
        }

        public async Task<int> Ask(string question)
        {
            await Task.Yield();
            return question.Length > 0 ? 42 : 0;
        }
    }
}
