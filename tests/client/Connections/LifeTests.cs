using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Moltbot.Gateway.Connections;
using Moltbot.Gateway.Tests.Support;
using Moltbot.Policy.Addresses;
using Moltbot.Policy.Devices;
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
        await client.CloseAsync();
        await stopped;
    }

    [Fact]
    public async Task Who_asks_and_does_not_read_is_cut_off()
    {
        // B4, B6: what nobody reads is kept for nobody.
        var time = new ManualTime();
        await using GatewayRig rig = await GatewayRig.Start(time: time);
        ConnectionServices services = rig.Services.GetRequiredService<ConnectionServices>();
        using var socket = new GatedSocket();
        services.Pending.TryEnter(IPAddress.Loopback).ShouldBe(0);
        var connection = new Connection(socket, Local, services);
        Task life = connection.Run();
        socket.Read(2);
        socket.Say(
            """{"type":"req","id":"1","method":"connect","params":{"minProtocol":3,"maxProtocol":3,"client":{"id":"cli","version":"1","platform":"linux","mode":"cli"},"role":"operator","scopes":["operator.admin"],"auth":{"token":"the shared token"}}}""");
        for (int number = 0; number < 300; number++)
        {
            socket.Say($$"""{"type":"req","id":"s{{number}}","method":"config.schema"}""");
        }

        await time.WhenArmed(Connection.MaxUnread);
        time.Advance(Connection.MaxUnread);

        // The close that nobody reads gets a deadline a moment later.
        await time.AdvanceUntil(socket.Aborted, TimeSpan.FromSeconds(1));
        await life.InTime();
        socket.Sent.Count.ShouldBe(2, "challenge and hello");
    }

    [Fact]
    public async Task Requests_that_wait_may_not_be_large_and_many()
    {
        await using GatewayRig rig = await GatewayRig.Start();
        TestDevice device = TestDevice.New();
        await using GatewayTestClient node = await rig.Connect(new ConnectOptions
        {
            Token = GatewayRig.Token, Device = device, Role = "node", Scopes = null, ClientId = "node-host", Mode = "node", Commands = ["system.run"],
        });
        await using GatewayTestClient admin = await rig.Connect();
        string large = new('x', 500_000);
        var ids = new List<string>();
        for (int number = 0; number < 9; number++)
        {
            ids.Add(await admin.SendAsync("node.invoke", new JsonObject
            {
                ["nodeId"] = device.Id, ["command"] = "system.run", ["params"] = new JsonObject { ["x"] = large }, ["idempotencyKey"] = "k" + number,
            }));
            if (number < 8)
            {
                // A node that has not read the one before is too slow for the next.
                await node.EventAsync("node.invoke.request");
            }
        }

        GatewayAnswer refused = await admin.AnswerAsync(ids[^1]);

        (refused.Code, refused.Message).ShouldBe(("UNAVAILABLE", "256 requests or 4194304 bytes of this connection wait for their outcome already"));
        await node.CloseAsync();
        foreach (string id in ids.SkipLast(1))
        {
            (await admin.AnswerAsync(id)).Message.ShouldBe("node not connected");
        }
    }

    private static ConnectionOrigin Local => new(
        new RequestOrigin(IPAddress.Loopback, "127.0.0.1", null, null, null, null),
        IPAddress.Loopback,
        IsDirectLocal: true,
        new TailscaleClaim(IPAddress.Loopback, null, null, null, null));
}
