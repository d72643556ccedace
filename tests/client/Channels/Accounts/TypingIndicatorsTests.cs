using Moltbot.Gateway.Channels;
using Moltbot.Gateway.Channels.Accounts;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.TestSupport.Time;

namespace Moltbot.Gateway.Tests.Channels.Accounts;

public sealed class TypingIndicatorsTests
{
    private readonly ManualTime time = new();

    [Fact]
    public async Task Typing_is_shown_every_six_seconds_for_at_most_two_minutes()
    {
        var connector = new Typist(time);
        await using var typing = new TypingIndicators(connector, time);

        typing.Set("42", null, typing: true);
        for (var second = 0; second < 120; second += 6)
        {
            await time.WhenArmed(TimeSpan.FromSeconds(6));
            time.Advance(TimeSpan.FromSeconds(6));
            await connector.When(Math.Min((second / 6) + 2, 20));
        }

        await time.When(static timers => timers.Count == 0, "the end of the typing");
        connector.Instants.ShouldBe(Enumerable.Range(0, 20).Select(i => i * 6.0));
    }

    [Fact]
    public async Task Typing_that_is_told_again_goes_on()
    {
        var connector = new Typist(time);
        await using var typing = new TypingIndicators(connector, time);
        typing.Set("42", null, typing: true);
        await connector.When(1);
        await time.WhenArmed(TimeSpan.FromSeconds(6));
        time.Advance(TimeSpan.FromSeconds(5));

        typing.Set("42", null, typing: true);
        await connector.When(2);

        await time.When(
            static timers => timers.Count == 2 && timers.Contains(TypingIndicators.Refresh), "one indicator's timers: its refresh and its end");
    }

    private sealed class Typist(TimeProvider time) : IChannelConnector
    {
        private readonly DateTimeOffset start = time.GetUtcNow();
        private readonly SemaphoreSlim shown = new(0);
        private int seen;

        public List<double> Instants { get; } = [];

        public async Task When(int count)
        {
            for (; seen < count; seen++)
            {
                (await shown.WaitAsync(Waits.Limit, TestContext.Current.CancellationToken)).ShouldBeTrue();
            }
        }

        public bool OffersDrafts(string chatId, string? threadId) => throw new NotSupportedException();

        public Task<bool> ShowDraft(ChannelDraft draft, CancellationToken cancellation) => throw new NotSupportedException();

        public Task ShowTyping(string chatId, string? threadId, CancellationToken cancellation)
        {
            Instants.Add((time.GetUtcNow() - start).TotalSeconds);
            shown.Release();
            return Task.CompletedTask;
        }

        public Task Run(CancellationToken stop) => Task.CompletedTask;

        public Task<OutboundReport> Send(OutboundItem item, CancellationToken stop, CancellationToken abort) => throw new NotSupportedException();

        public ValueTask DisposeAsync()
        {
            shown.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
