using System.Text.Json.Nodes;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Models;

namespace Moltbot.System.Tests.Tenants;

/// <summary>No event of a tenant reaches another one's clients or nodes, and another tenant's requests do not reach its runs (T1).</summary>
public sealed class TenantEventsTests(TenantWorld world) : IClassFixture<TenantWorld>
{
    [Theory]
    [MemberData(nameof(TenantMatrixTests.Pairs), MemberType = typeof(TenantMatrixTests))]
    public async Task Nothing_that_happens_to_a_tenant_is_told_to_another(string speaking, string listening)
    {
        string mark = $"canary{Guid.NewGuid():N}"[..18];
        await using GatewayTestClient inside = await world.Connect(speaking, "inside", new ConnectOptions { ClientId = "test", Mode = "ui" });
        await using GatewayTestClient outside = await world.Connect(listening, "outside", new ConnectOptions { ClientId = "test", Mode = "ui" });
        await using GatewayTestClient outsidesNode = await world.ConnectNode(listening, TestDevice.New());
        await outsidesNode.CallAsync("node.event", Subscribe($"agent:main:room-{mark}"));
        long seqBefore = await Barrier(outside, $"before-{mark}");

        (TenantIds theirs, GatewayTestClient node) = await world.Fill(speaking, mark);
        await inside.CallAsync("device.pair.reject", new JsonObject { ["requestId"] = theirs.DeviceRequest });
        await inside.CallAsync("node.pair.reject", new JsonObject { ["requestId"] = theirs.NodeRequest });
        await inside.CallAsync("exec.approval.resolve", new JsonObject { ["id"] = theirs.Approval, ["decision"] = "deny" });
        await inside.CallAsync("health", new JsonObject { ["probe"] = true });
        await node.DisposeAsync();

        // The tenant itself was told of all of it.
        foreach (string name in new[] { "chat", "agent", "presence", "device.pair.requested", "device.pair.resolved", "node.pair.requested", "node.pair.resolved", "exec.approval.requested", "exec.approval.resolved" })
        {
            await inside.EventAsync(name);
        }

        long seqAfter = await Barrier(outside, $"after-{mark}");
        await outsidesNode.CallAsync("node.event", Subscribe("agent:main:none"));
        string[] canaries = [mark, .. theirs.All().Select(static id => id.Value).Where(static value => value != "ABCDEFGH")];
        foreach (ReceivedFrame frame in outside.Frames.Concat(outsidesNode.Frames).Where(frame => !frame.Text.Contains($"before-{mark}", StringComparison.Ordinal) && !frame.Text.Contains($"after-{mark}", StringComparison.Ordinal)))
        {
            foreach (string canary in canaries)
            {
                frame.Text.Contains(canary, StringComparison.Ordinal).ShouldBeFalse($"{listening} was told {frame.Text}");
            }
        }

        // Nor do its numbers tell how much went on elsewhere: every one of them is on a frame it got.
        long[] numbers = [.. outside.Frames.Where(static frame => frame.Type == "event").Select(static frame => frame.Seq).OfType<long>()];
        numbers.ShouldBe([.. Enumerable.Range(1, numbers.Length).Select(static number => (long)number)]);
        seqAfter.ShouldBeGreaterThan(seqBefore);
    }

    [Fact]
    public async Task Another_tenant_neither_stops_nor_joins_a_run_by_its_id()
    {
        var thinking = new ModelGate();
        world.Model.Enqueue(ModelReply.Text("half ").ThenGate(thinking).ThenText("whole"));
        await using GatewayTestClient owner = await world.Connect(TenantWorld.Own, "owner");
        await using GatewayTestClient other = await world.Connect(TenantWorld.Acme, "other");
        (await owner.Say("think", "run-long", "agent:main:long")).Require();
        await thinking.Reached;

        (await other.RequestAsync("chat.abort", new JsonObject { ["sessionKey"] = "agent:main:long", ["runId"] = "run-long" })).Ok.ShouldBeTrue();
        (await other.Say("/stop", "stop-it", "agent:main:long")).Payload.GetProperty("aborted").GetBoolean().ShouldBeFalse();
        (await other.CallAsync("agent.wait", new JsonObject { ["runId"] = "run-long", ["timeoutMs"] = 1 })).GetProperty("status").GetString().ShouldBe("timeout");
        thinking.Open();

        ChatClient.TextOf(await owner.ChatEnd("run-long")).ShouldBe("half whole");
    }

    [Fact]
    public async Task Health_and_status_count_the_callers_tenant_only()
    {
        await using GatewayTestClient acme = await world.Connect(TenantWorld.Acme, "acme");
        await using GatewayTestClient bolt = await world.Connect(TenantWorld.Bolt, "bolt");
        int before = await Sessions(bolt);
        for (int number = 0; number < 3; number++)
        {
            await acme.Ask("hello", $"count-{number}", $"agent:main:count-{number}");
        }

        (await Sessions(bolt)).ShouldBe(before);
        (await Sessions(acme)).ShouldBeGreaterThanOrEqualTo(3);
    }

    private static async Task<int> Sessions(GatewayTestClient client) =>
        (await client.CallAsync("sessions.list", new JsonObject())).GetProperty("count").GetInt32();

    /// <summary>Something of the tenant's own, told after all that was caused before it; answers its number.</summary>
    private static async Task<long> Barrier(GatewayTestClient client, string key)
    {
        await client.Say("/whoami", key, "agent:main:barrier");
        return (await client.EventAsync("chat", chat => chat.GetProperty("runId").GetString() == key && ChatClient.StateOf(chat) != "delta")).Seq!.Value;
    }

    private static JsonObject Subscribe(string key) =>
        new() { ["event"] = "chat.subscribe", ["payloadJSON"] = new JsonObject { ["sessionKey"] = key }.ToJsonString() };
}
