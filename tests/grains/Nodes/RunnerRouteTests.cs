using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Nodes;
using Moltbot.GrainInterfaces.Security;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Nodes;

/// <summary>Which node is given tool calls, by whom, and who hears of what came of them.</summary>
public sealed class RunnerRouteTests : IDisposable
{
    private const string Config = $"{{ {ScriptedRunner.Allowed} }}";
    private static readonly GrainKey Tenant = GrainKey.ForTenant(TenantId.Default);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("tools.run")]
    [InlineData("tools.cancel")]
    [InlineData("tools.release")]
    [InlineData("tools.sandboxes")]
    [InlineData("tools.recreate")]
    [InlineData("tools.workspace")]
    [InlineData("tools.context")]
    [InlineData("tools.mcp")]
    [InlineData(" tools.run ")]
    [InlineData("Tools.Run")]
    [InlineData("tools.anything")]
    public async Task Nobody_but_the_grains_sends_a_tool_call(string command)
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, "{ gateway: { nodes: { allowCommands: ['tools.run', 'Tools.Run', 'tools.anything'] } } }");
        await ScriptedRunner.Connect(host.Grains, host.Events);

        NodeInvokeOutcome? refused = await host.AsOperator<INodeRouteGrain>(Tenant, Scope.Read, Scope.Write, Scope.Admin).Invoke(Invocation("i", command));

        refused.ShouldNotBeNull().Reason.ShouldBe("command not allowlisted");
        host.Events.All.OfType<NodeInvokeRequestedEvent>().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_node_is_a_runner_when_an_operator_lets_it_be_and_it_says_so()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, "{}");
        await ScriptedRunner.Connect(host.Grains, host.Events);
        (await Routes(host).HasRunner()).ShouldBeFalse();
        (await Routes(host).LeaseRunner("agent:main")).ShouldBeNull();
        (await Routes(host).Invoke(Invocation("i", "tools.run"))).ShouldNotBeNull().Reason.ShouldBe("command not allowlisted");
    }

    [Fact]
    public async Task A_node_without_the_capability_is_no_runner()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Config);
        await ScriptedRunner.Connect(host.Grains, host.Events, "phone", "camera");
        (await Routes(host).HasRunner()).ShouldBeFalse();

        await ScriptedRunner.Connect(host.Grains, host.Events, "runner");
        (await Routes(host).HasRunner()).ShouldBeTrue();
        (await Routes(host).LeaseRunner("agent:main")).ShouldBe("runner");
    }

    [Fact]
    public async Task A_sandbox_stays_where_it_is_while_its_runner_is_there()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Config);
        ScriptedRunner first = await ScriptedRunner.Connect(host.Grains, host.Events, "first");
        string[] keys = [.. Enumerable.Range(0, 16).Select(static i => $"agent:{i}")];
        foreach (string key in keys)
        {
            (await Routes(host).LeaseRunner(key)).ShouldBe("first");
        }

        await ScriptedRunner.Connect(host.Grains, host.Events, "second");
        foreach (string key in keys)
        {
            (await Routes(host).LeaseRunner(key)).ShouldBe("first");
        }

        await first.Go();
        (await Routes(host).LeaseRunner(keys[0])).ShouldBe("second");
    }

    [Fact]
    public async Task What_a_tool_answered_is_for_its_agent_alone()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Config);
        ScriptedRunner runner = await ScriptedRunner.Connect(host.Grains, host.Events);
        runner.Script = static _ => null;
        (await Routes(host).Invoke(Invocation("i", "tools.run"))).ShouldBeNull();
        Task<NodeInvokeOutcome?> outcome = Routes(host).Outcome("i");
        (await runner.Next()).InvokeId.ShouldBe("i");
        outcome.IsCompleted.ShouldBeFalse();

        (await runner.Answer("i", ScriptedRunner.Says("secret"))).ShouldBeTrue();

        (await outcome.InTime()).ShouldNotBeNull().PayloadJson.ShouldNotBeNull().ShouldContain("secret");
        (await Routes(host).Outcome("i")).ShouldNotBeNull().Ok.ShouldBeTrue("an answer that was lost on its way can be asked for again");
        host.Events.All.OfType<NodeInvokeCompletedEvent>().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_told_once_is_forgotten_then()
    {
        // B4: parts of pictures are too large to be kept for who might ask again.
        await using GrainHost host = await GrainHost.Start(_folder.Path, Config);
        ScriptedRunner runner = await ScriptedRunner.Connect(host.Grains, host.Events);
        runner.Script = static _ => null;
        (await Routes(host).Invoke(Invocation("i", "tools.run") with { IsToldOnce = true })).ShouldBeNull();
        await runner.Next();
        await runner.Answer("i", ScriptedRunner.Says("a part"));

        (await Routes(host).Outcome("i")).ShouldNotBeNull().PayloadJson.ShouldNotBeNull().ShouldContain("a part");
        (await Routes(host).Outcome("i")).ShouldNotBeNull().ErrorCode.ShouldBe("UNKNOWN");
    }

    [Fact]
    public async Task What_a_grain_says_goes_on_is_not_put_on_record_again_and_nobody_else_says_so()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, "{ gateway: { nodes: { allowCommands: ['tools.run', 'x'] } } }");
        await ScriptedRunner.Connect(host.Grains, host.Events);
        await host.AsGateway<INodeRouteGrain>(Tenant).Connected(new ConnectedNode
        {
            Node = new NodeDescription { NodeId = "node", Platform = "linux", Commands = ["x"] }, GatewayId = "test", ConnectionId = "node", ConnectedAt = 1, Principal = "device:node",
        });

        (await Routes(host).Invoke(Invocation("goes on", "tools.run") with { GoesOn = true })).ShouldBeNull();
        (await host.AsOperator<INodeRouteGrain>(Tenant, Scope.Write).Invoke(Invocation("claims to", "x") with { NodeId = "node", GoesOn = true })).ShouldBeNull();

        (await host.AsGrain<IAuditGrain>(Tenant).Tail(50)).Where(static each => each.Entry.Action == "node.invoke").Select(static each => each.Entry.Target).ShouldBe(["node"]);
    }

    [Fact]
    public async Task A_runner_that_goes_and_a_call_that_nobody_knows_are_said_to_be()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Config);
        ScriptedRunner runner = await ScriptedRunner.Connect(host.Grains, host.Events);
        runner.Script = static _ => null;
        (await Routes(host).Invoke(Invocation("i", "tools.run"))).ShouldBeNull();

        await runner.Go();

        (await Routes(host).Outcome("i")).ShouldNotBeNull().ErrorCode.ShouldBe("NOT_CONNECTED");
        (await Routes(host).Outcome("never")).ShouldNotBeNull().ErrorCode.ShouldBe("UNKNOWN");
    }

    [Fact]
    public async Task A_runner_that_came_back_knows_nothing_of_what_it_was_asked_before()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Config);
        ScriptedRunner runner = await ScriptedRunner.Connect(host.Grains, host.Events);
        runner.Script = static _ => null;
        (await Routes(host).Invoke(Invocation("i", "tools.run"))).ShouldBeNull();
        Task<NodeInvokeOutcome?> outcome = Routes(host).Outcome("i");

        await runner.ComeBack();

        (await outcome.InTime()).ShouldNotBeNull().ErrorCode.ShouldBe("NOT_CONNECTED");
        (await runner.Answer("i", ScriptedRunner.Says("late"))).ShouldBeFalse();
    }

    private static INodeRouteGrain Routes(GrainHost host) => host.AsGrain<INodeRouteGrain>(Tenant);

    private static NodeInvocation Invocation(string id, string command) => new()
    {
        InvokeId = id, NodeId = "runner", Command = command, ParamsJson = """
            {"callId":"c","tool":"read","arguments":{},"timeoutMs":1,"maxOutputChars":1,"context":{"tenant":"default","agentId":"main","sessionKey":"agent:main:main","sandboxKey":"agent:main","sandboxed":false,"workspaceAccess":"rw","network":false}}
            """,
        TimeoutMs = 60_000, IdempotencyKey = id, GatewayId = "",
    };
}
