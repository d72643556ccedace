using Moltbot.Gateway.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Time;
using Shouldly;
using Xunit;

namespace Moltbot.Gateway.Tests.Connections;

/// <summary>What a connection sees of time.</summary>
public sealed class LifeTests
{
    [Fact]
    public async Task Who_does_not_connect_in_ten_seconds_is_closed()
    {
        var time = new ManualTime();
        await using GatewayRig rig = await GatewayRig.Start(time: time);
        await using GatewayTestClient client = await rig.Open();
        await client.EventAsync("connect.challenge");
        time.Advance(TimeSpan.FromSeconds(9));
        client.Closed.ShouldBeNull();
        time.Advance(TimeSpan.FromSeconds(2));
        (await client.ClosedAsync()).ShouldBe(new GatewayClosed(1000, ""));
    }

    [Fact]
    public async Task Everybody_hears_the_tick_under_a_number_of_their_own()
    {
        var time = new ManualTime();
        await using GatewayRig rig = await GatewayRig.Start(time: time);
        await using GatewayTestClient client = await rig.Connect();
        ReceivedFrame health = await client.EventAsync("health");
        time.Advance(TimeSpan.FromSeconds(30));
        ReceivedFrame tick = await client.EventAsync("tick");
        tick.Payload.GetProperty("ts").GetInt64().ShouldBe(time.GetUtcNow().ToUnixTimeMilliseconds());
        tick.Seq.ShouldBe(health.Seq + 1);
    }

    [Fact]
    public async Task A_stop_is_said_before_the_close()
    {
        await using GatewayRig rig = await GatewayRig.Start();
        await using GatewayTestClient client = await rig.Connect();
        Task stopped = rig.Stop();
        ReceivedFrame shutdown = await client.EventAsync("shutdown");
        shutdown.Payload.GetProperty("restartExpectedMs").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await client.ClosedAsync()).ShouldBe(new GatewayClosed(1012, "service restart"));
        await stopped;
    }
}
