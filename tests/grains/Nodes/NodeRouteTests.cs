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
            Node = new NodeDescription { NodeId = "node-1", Commands = ["system.run"] },
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

    private static INodeRouteGrain Node(GrainHost host, string principal) =>
        host.As<INodeRouteGrain>(Tenant, new CallerClaim { Tenant = TenantId.Default, Principal = principal, Role = CallerRole.Node });

    private static NodeInvokeOutcome Outcome(string text) => new() { Ok = true, PayloadJson = $"\"{text}\"" };
}
