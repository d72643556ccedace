using System.Text.Json;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Policy;
using Moltbot.GrainInterfaces.Sandboxes;
using Moltbot.GrainInterfaces.Security;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;
using Moltbot.Policy.Nodes;
using Moltbot.Protocol.Runners;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Sandboxes;

/// <summary>A tenant's operators ask its runners for its sandboxes, and nobody else's; attacks C9, F1 and E14.</summary>
public sealed class SandboxesTests : IDisposable
{
    private const string Config = $"{{ {ScriptedRunner.Allowed} }}";
    private const string One = """
        {"sandboxes":[{"key":"agent:main","agentId":"main","sessionKey":"agent:main:main","madeAtMs":1,"usedAtMs":2,"life":{"idleMinutes":3,"maxAgeMinutes":4},"bytes":5,"isMore":true,"use":"call"}],"more":true}
        """;

    private static readonly GrainKey Tenant = GrainKey.ForTenant(TenantId.Default);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_runner_is_asked_for_those_of_the_tenant_and_one_that_cannot_say_is_told()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Config);
        ScriptedRunner runner = await ScriptedRunner.ConnectWithSandboxes(host.Grains, host.Events);
        await ScriptedRunner.Connect(host.Grains, host.Events, "old");
        await ScriptedRunner.Connect(host.Grains, host.Events, "phone", "camera");
        Task<IReadOnlyList<RunnerSandboxes>> asked = Sandboxes(host, Scope.Read).List(new SandboxQuery { AgentId = "main" });

        NodeInvokeRequestedEvent question = await runner.Next();
        question.Command.ShouldBe(NodeCommands.ToolsSandboxes);
        Params(question).ShouldBe(new ToolSandboxesParams { Tenant = "default", AgentId = "main" });
        await runner.Answer(question.InvokeId, One);

        IReadOnlyList<RunnerSandboxes> told = await asked.InTime();
        told.Select(static each => (each.NodeId, each.Problem, each.More)).ShouldBe([("old", "it is of a version that has no such command", false), ("runner", null, true)]);
        told[1].Sandboxes.ShouldBe(
        [
            new SandboxView { Key = "agent:main", AgentId = "main", SessionKey = "agent:main:main", MadeAt = 1, UsedAt = 2, IdleMinutes = 3, MaxAgeMinutes = 4, Bytes = 5, IsMore = true, Use = "call" },
        ]);
    }

    [Fact]
    public async Task Throwing_away_is_on_record_with_who_said_it_before_a_runner_hears_of_it()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Config);
        ScriptedRunner runner = await ScriptedRunner.ConnectWithSandboxes(host.Grains, host.Events);
        Task<IReadOnlyList<RunnerSandboxes>> asked = Sandboxes(host, Scope.Admin).Recreate(new SandboxQuery { Keys = ["agent:main", "shared"] }, force: true);
        NodeInvokeRequestedEvent command = await runner.Next();

        AuditEntry entry = (await host.AsGrain<IAuditGrain>(Tenant).Tail(10)).Select(static each => each.Entry).Single(static each => each.Action == "sandbox.recreate");
        (entry.Actor, entry.Target, entry.DetailsJson).ShouldBe(("test operator", "agent:main, shared", """{"force":"true"}"""));
        command.Command.ShouldBe(NodeCommands.ToolsRecreate);
        ToolSandboxesParams said = Params(command);
        (said.Tenant, said.Recreate, said.Force, said.AgentId).ShouldBe(("default", true, true, null));
        said.Keys.ShouldBe(["agent:main", "shared"]);

        await runner.Answer(command.InvokeId, """
            {"sandboxes":[{"key":"shared","agentId":"main","sessionKey":"s","madeAtMs":1,"usedAtMs":2,"use":"none","outcome":"removed"},
             {"key":"agent:main","agentId":"main","sessionKey":"s","madeAtMs":1,"usedAtMs":2,"use":"strange","outcome":"strange"}]}
            """);
        (await asked.InTime()).Single().Sandboxes.Select(static each => (each.Key, each.Use, each.Outcome)).ShouldBe([("shared", "none", "removed"), ("agent:main", "none", "failed")]);
        host.Events.All.OfType<NodeInvokeCompletedEvent>().ShouldBeEmpty("what a runner says of sandboxes is told to nobody but who asked");
    }

    /// <summary>C9: the tenant of the question is that of whoever asks, and no runner of another hears of it.</summary>
    [Fact]
    public async Task Another_tenants_runners_are_not_asked()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Config);
        await ScriptedRunner.ConnectWithSandboxes(host.Grains, host.Events);
        var acme = host.AsOperator<ISandboxesGrain>(GrainKey.ForTenant("acme"), Scope.Read, Scope.Admin);

        (await acme.List(new SandboxQuery())).ShouldBeEmpty();
        (await acme.Recreate(new SandboxQuery { Keys = ["default\nagent:main", "agent:main"] }, force: true)).ShouldBeEmpty();

        host.Events.All.OfType<NodeInvokeRequestedEvent>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_may_only_read_throws_nothing_away()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Config);
        await ScriptedRunner.ConnectWithSandboxes(host.Grains, host.Events);

        await Should.ThrowAsync<GrainAccessDeniedException>(() => Sandboxes(host, Scope.Read, Scope.Write).Recreate(new SandboxQuery(), force: false));
        await Should.ThrowAsync<GrainAccessDeniedException>(() => Sandboxes(host, Scope.Pairing).List(new SandboxQuery()));

        host.Events.All.OfType<NodeInvokeRequestedEvent>().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("none")]
    [InlineData("""{"sandboxes":[{"key":"k"}]}""")]
    public async Task An_answer_that_is_none_is_said_to_be(string payload)
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Config);
        ScriptedRunner runner = await ScriptedRunner.ConnectWithSandboxes(host.Grains, host.Events);
        Task<IReadOnlyList<RunnerSandboxes>> asked = Sandboxes(host, Scope.Read).List(new SandboxQuery());
        await runner.Answer((await runner.Next()).InvokeId, payload);

        (await asked.InTime()).Single().Problem.ShouldBe("its answer cannot be read");
    }

    [Fact]
    public async Task A_runner_that_goes_is_not_waited_for()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Config);
        ScriptedRunner runner = await ScriptedRunner.ConnectWithSandboxes(host.Grains, host.Events);
        Task<IReadOnlyList<RunnerSandboxes>> asked = Sandboxes(host, Scope.Read).List(new SandboxQuery());
        await runner.Next();

        await runner.Go();

        (await asked.InTime()).Single().Problem.ShouldBe("its connection ended");
    }

    [Theory]
    [InlineData("agents: { defaults: { sandbox: { mode: 'non-main' } } }", "agent:main:main", false, null, "agents.defaults.sandbox.mode")]
    [InlineData("agents: { defaults: { sandbox: { mode: 'non-main', scope: 'session' } } }", "agent:main:telegram:group:-1", true, "agent:main:telegram:group:-1", "agents.defaults.sandbox.mode")]
    [InlineData("agents: { defaults: { sandbox: { mode: 'off' } }, list: [{ id: 'main', sandbox: { mode: 'all', perSession: false } }] }", "agent:main:main", true, "shared", "agents.list[main].sandbox.mode")]
    [InlineData("session: {}", "agent:main:main", false, null, null)]
    public async Task Whether_a_session_is_in_one_is_told_with_the_key_that_says_so(string config, string session, bool isSandboxed, string? key, string? from)
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, $"{{ {config} }}");

        SandboxReport report = await host.AsOperator<IToolPolicyGrain>(GrainKey.ForAgent(TenantId.Default, "main"), Scope.Read).ExplainSandbox(session);

        (report.IsSandboxed, report.SandboxKey, report.HasRunner).ShouldBe((isSandboxed, key, false));
        report.Settings.Single(static each => each.Name == "mode").Key.ShouldBe(from);
        report.Sees[0].ShouldBe(new SandboxFolderReport { Path = "/workspace", What = isSandboxed ? "the sandbox's own folder" : "the agent's workspace", IsWritable = true });
        report.Allow.ShouldContain("exec");
        report.Deny.ShouldContain("gateway");
    }

    /// <summary>X2: a turn that another one causes has no more than that one.</summary>
    [Fact]
    public void Of_two_limits_the_smaller_counts()
    {
        PlaceLimits one = new() { MemoryBytes = 5, Processes = 9, OpenFiles = 3 }, other = new() { MemoryBytes = 7, Processes = 8, CpuSeconds = 2 }, both = new() { MemoryBytes = 5, Processes = 8, OpenFiles = 3, CpuSeconds = 2 };

        PlaceLimits.Within(one, other).ShouldBe(both);
        PlaceLimits.Within(other, one).ShouldBe(both);
        PlaceLimits.Within(null, one).ShouldBe(one);
        PlaceLimits.Within(one, null).ShouldBe(one);
    }

    private static ISandboxesGrain Sandboxes(GrainHost host, params string[] scopes) => host.AsOperator<ISandboxesGrain>(Tenant, scopes);

    private static ToolSandboxesParams Params(NodeInvokeRequestedEvent asked) => JsonSerializer.Deserialize(asked.ParamsJson!, RunnerJson.Default.ToolSandboxesParams)!;
}
