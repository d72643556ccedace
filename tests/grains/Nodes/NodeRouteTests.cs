using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Nodes;
using Moltbot.GrainInterfaces.Security;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;

namespace Moltbot.Grains.Tests.Nodes;

/// <summary>Where nodes are and who may answer for them.</summary>
public sealed class NodeRouteTests : IDisposable
{
    private static readonly GrainKey Tenant = GrainKey.ForTenant(TenantId.Default);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_node_answers_for_itself_only()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path);
        await host.AsGateway<INodeRouteGrain>(Tenant).Connected(new ConnectedNode
        {
            Node = new NodeDescription { NodeId = "node-1", Platform = "linux", Commands = ["system.run"] },
            GatewayId = "test",
            ConnectionId = "connection-1",
            ConnectedAt = 1,
            Principal = "device:node-1",
        });
        (await host.AsOperator<INodeRouteGrain>(Tenant, Scope.Write).Invoke(new NodeInvocation
        {
            InvokeId = "invocation-1",
            NodeId = "node-1",
            Command = "system.run",
            TimeoutMs = 60_000,
            IdempotencyKey = "key-1",
            GatewayId = "test",
        })).ShouldBeNull();

        (await Node(host, "device:node-2").Complete("node-1", "invocation-1", Outcome("forged"))).ShouldBeFalse();
        (await Node(host, "device:node-1").Complete("node-1", "invocation-1", Outcome("genuine"))).ShouldBeTrue();

        var told = (NodeInvokeCompletedEvent)await host.Events.Next(e => e is NodeInvokeCompletedEvent, "the answer");
        told.Outcome.PayloadJson.ShouldBe("\"genuine\"");
    }

    [Fact]
    public async Task A_node_that_came_back_is_not_taken_back_by_its_half_open_socket()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path);
        await Routes(host).Connected(From("dead", since: 1));
        await Routes(host).Connected(From("living", since: 2));

        await Routes(host).Connected(From("dead", since: 1) with { IsRenewal = true });

        (await Routes(host).List()).ShouldHaveSingleItem().ConnectionId.ShouldBe("living");
    }

    [Fact]
    public async Task What_connects_counts_whatever_the_clock_of_its_gateway_says()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path);
        await Routes(host).Connected(From("dead", since: 2));

        await Routes(host).Connected(From("living", since: 1));

        (await Routes(host).List()).ShouldHaveSingleItem().ConnectionId.ShouldBe("living");
    }

    [Fact]
    public async Task Renewals_make_a_lost_route_whole_again_whichever_comes_first()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path);
        await Routes(host).Connected(From("dead", since: 1) with { IsRenewal = true });
        await Routes(host).Connected(From("living", since: 2) with { IsRenewal = true });

        (await Routes(host).List()).ShouldHaveSingleItem().ConnectionId.ShouldBe("living");
    }

    private static INodeRouteGrain Routes(GrainHost host) => host.AsGateway<INodeRouteGrain>(Tenant);

    private static INodeRouteGrain Node(GrainHost host, string principal) =>
        host.As<INodeRouteGrain>(Tenant, new CallerClaim { Tenant = TenantId.Default, Principal = principal, Role = CallerRole.Node });

    private static NodeInvokeOutcome Outcome(string text) => new() { Ok = true, PayloadJson = $"\"{text}\"" };

    private static ConnectedNode From(string connectionId, long since) => new()
    {
        Node = new NodeDescription { NodeId = "node", Platform = "linux", Commands = ["system.run"] },
        GatewayId = "test",
        ConnectionId = connectionId,
        ConnectedAt = since,
        Principal = "device:node",
    };
}
