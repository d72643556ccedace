using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Nodes;
using Moltbot.GrainInterfaces.Security;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;

namespace Moltbot.Grains.Tests.Nodes;

/// <summary>The older pairing of nodes.</summary>
public sealed class NodeDirectoryTests : IDisposable
{
    private static readonly GrainKey Tenant = GrainKey.ForTenant(TenantId.Default);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_node_whose_approval_could_not_be_stored_is_not_paired()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path);
        string request = await Request(host);
        host.Rows.Fails = static state => state == "nodes";
        (await Should.ThrowAsync<OrleansException>(() => Directory(host).Approve(request))).Message.ShouldContain(RowFault.Message);
        host.Rows.Fails = static _ => false;

        NodePairList list = await Directory(host).List();

        list.Paired.ShouldBeEmpty();
        list.Pending.Select(pending => pending.RequestId).ShouldBe([request]);
    }

    [Fact]
    public async Task Who_rejected_a_node_is_on_record()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path);
        string request = await Request(host);

        await Directory(host).Reject(request);

        var record = (await host.AsOperator<IAuditGrain>(Tenant, Scope.Admin).Tail(10)).Single();
        (record.Entry.Action, record.Entry.Actor, record.Entry.Target).ShouldBe(("node.pair.reject", "test operator", "node-1"));
    }

    private static INodeDirectoryGrain Directory(GrainHost host) => host.AsOperator<INodeDirectoryGrain>(Tenant, Scope.Pairing);

    private static async Task<string> Request(GrainHost host)
    {
        var request = new NodePairRequest { RequestId = "request-1", Node = new NodeDescription { NodeId = "node-1" }, Timestamp = 1 };
        return (await host.AsGrain<INodeDirectoryGrain>(Tenant).Request(request)).Request.RequestId;
    }
}
