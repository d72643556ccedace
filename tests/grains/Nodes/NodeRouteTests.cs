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

    [Theory]
    [InlineData("dead", "living")]
    [InlineData("living", "dead")]
    public async Task Renewals_make_a_lost_route_whole_again_whichever_comes_first(params string[] order)
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path);
        foreach (string connection in order)
        {
            await Routes(host).Connected(From(connection, since: connection == "living" ? 2 : 1) with { IsRenewal = true });
        }

        (await Routes(host).List()).ShouldHaveSingleItem().ConnectionId.ShouldBe("living");
    }

    [Theory]
    [InlineData("""{"command":["rm","x"],"approved":true}""", "a caller does not approve its own run")]
    [InlineData("""{"command":["rm","x"],"Approved":false}""", "a caller does not approve its own run")]
    [InlineData("""{"command":["rm","x"],"approved":1}""", "a caller does not approve its own run")]
    [InlineData("""{"command":["rm","x"],"approved":false,"Approved":true}""", "Approved is given twice")]
    [InlineData("""{"command":["rm","x"],"approvalDecision":"allow-always"}""", "a caller does not approve its own run")]
    [InlineData("""{"command":["rm","x"],"rawCommand":"ls"}""", "rawCommand is not the command that runs")]
    [InlineData("""{"command":["rm","x"],"rawCommand":"rm x"}""", "rawCommand is not the command that runs")]
    [InlineData("""{"command":["/bin/sh","-lc","rm x"],"rawCommand":"rm y"}""", "rawCommand is not the command that runs")]
    [InlineData("""{"command":["ls"],"command":["rm","x"],"rawCommand":"ls"}""", "command is given twice")]
    [InlineData("""{"rawCommand":"ls"}""", "rawCommand is not the command that runs")]
    [InlineData("""["ls"]""", "system.run takes an object")]
    [InlineData("not json", "system.run takes an object")]
    [InlineData("""{"command":["rm","x"],"approved":false,"approvalDecision":null}""", null)]
    [InlineData("""{"command":["/bin/sh","-lc","rm x"],"rawCommand":"rm x"}""", null)]
    [InlineData("""{"command":["ls"],"rawCommand":"ls"}""", null)]
    [InlineData("""{"command":["ls","-l"],"rawCommand":null,"cwd":"/"}""", null)]
    public async Task Nobody_tells_a_node_that_a_run_was_approved_or_that_it_is_another(string parameters, string? refusal)
    {
        // E4, E11: a node believes its gateway.
        await using GrainHost host = await GrainHost.Start(_folder.Path);
        await Routes(host).Connected(From("one", since: 1));

        NodeInvokeOutcome? outcome = await Invoke(host, "system.run", parameters, Scope.Write, Scope.Admin);

        (outcome?.Reason).ShouldBe(refusal);
    }

    [Theory]
    [InlineData("system.execApprovals.get")]
    [InlineData("system.execApprovals.set")]
    public async Task What_a_node_runs_unasked_is_an_administrators_to_read_and_set(string command)
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path);
        ConnectedNode node = From("one", since: 1);
        await Routes(host).Connected(node with { Node = node.Node with { Commands = [command] } });

        (await Invoke(host, command, null, Scope.Write))!.Reason.ShouldBe("command not allowlisted");
        (await Invoke(host, command, null, Scope.Write, Scope.Admin)).ShouldBeNull();
    }

    private static Task<NodeInvokeOutcome?> Invoke(GrainHost host, string command, string? parameters, params string[] scopes) =>
        host.AsOperator<INodeRouteGrain>(Tenant, scopes).Invoke(new NodeInvocation
        {
            InvokeId = Guid.NewGuid().ToString(),
            NodeId = "node",
            Command = command,
            ParamsJson = parameters,
            TimeoutMs = 60_000,
            IdempotencyKey = "key",
            GatewayId = "test",
        });

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
