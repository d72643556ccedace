using Moltbot.Models.Providers;
using Moltbot.Models.Transport;
using Moltbot.TestSupport.Models;

namespace Moltbot.Models.Tests.Transport;

public sealed class ResilienceTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_wait_that_the_provider_asks_for_is_kept_exactly()
    {
        await using var rig = await ModelRig.StartAsync(new ModelTransportOptions());
        rig.Server.Enqueue(ModelReply.Status(429).WithHeader("retry-after", "3"));
        var asking = rig.Client().GetResponseAsync(ModelRig.Hi, cancellationToken: Stop);
        await rig.Time.WhenArmed(TimeSpan.FromSeconds(3));

        rig.Time.Advance(TimeSpan.FromSeconds(2.999));
        rig.Server.Requests.Count.ShouldBe(1);
        rig.Time.Advance(TimeSpan.FromSeconds(0.001));

        (await asking).Text.ShouldNotBeEmpty();
        rig.Server.Requests.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(529)]
    public async Task A_broken_provider_is_asked_three_times(int status)
    {
        await using var rig = await ModelRig.StartAsync(new ModelTransportOptions());
        rig.Server.Default = ModelReply.Status(status);
        var asking = rig.FailsAsync();
        for (var retry = 0; retry < 2; retry++)
        {
            await rig.Server.NextRequestAsync();
            await rig.Time.When(timers => timers.Any(IsPause), "the pause before a retry");

            // No further: the next pause may begin while the clock moves.
            rig.Time.Advance(rig.Time.Armed.First(IsPause));
        }

        (await asking).Status.ShouldBe(status);
        rig.Server.Requests.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(429, null)]
    [InlineData(429, "60")]
    [InlineData(401, "1")]
    [InlineData(400, "1")]
    [InlineData(501, "1")]
    public async Task Others_are_not_asked_again(int status, string? retryAfter)
    {
        await using var rig = await ModelRig.StartAsync(new ModelTransportOptions());
        var reply = ModelReply.Status(status);
        rig.Server.Enqueue(retryAfter is null ? reply : reply.WithHeader("retry-after", retryAfter));

        (await rig.FailsAsync()).Status.ShouldBe(status);

        rig.Server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_began_is_never_repeated_on_its_own()
    {
        await using var rig = await ModelRig.StartAsync(new ModelTransportOptions());
        rig.Server.Enqueue(ModelReply.Text("half").ThenEnd());

        await rig.FailsAsync();

        rig.Server.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_provider_that_keeps_failing_is_left_alone_for_a_moment(bool inStream)
    {
        await using var rig = await ModelRig.StartAsync();
        var limits = ModelRig.NoRetries;
        rig.Server.Default = inStream ? ModelReply.Text("half").ThenEnd() : ModelReply.Status(500);
        for (var i = 0; i < 2 * limits.BreakerThreshold; i++)
        {
            await rig.FailsAsync();
        }

        var asked = rig.Server.Requests.Count;
        var refused = await rig.FailsAsync();
        rig.Server.Requests.Count.ShouldBe(asked);
        refused.Code.ShouldBe("circuit_open");
        asked.ShouldBeLessThan(2 * limits.BreakerThreshold);

        rig.Server.Default = ModelReply.Text("back");
        rig.Time.Advance(limits.BreakerPause);
        (await rig.Client().GetResponseAsync(ModelRig.Hi, cancellationToken: Stop)).Text.ShouldBe("back");
    }

    [Fact]
    public async Task Another_tenants_circuit_stays_closed()
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Server.Default = ModelReply.Status(500);
        for (var i = 0; i < 20; i++)
        {
            await rig.FailsAsync();
        }

        rig.Server.Default = ModelReply.Text("fine");
        var other = rig.Clients.GetClient("other", rig.Options());
        (await other.GetResponseAsync(ModelRig.Hi, cancellationToken: Stop)).Text.ShouldBe("fine");
    }

    // Beside it only the call's own deadline is armed, which is minutes away.
    private static bool IsPause(TimeSpan left) => left > TimeSpan.Zero && left < TimeSpan.FromSeconds(10);
}
