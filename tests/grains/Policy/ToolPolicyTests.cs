using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Policy;
using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.GrainInterfaces.Tenants;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;

namespace Moltbot.Grains.Tests.Policy;

/// <summary>Which tools an agent may use, asked of its grain.</summary>
public sealed class ToolPolicyTests : IDisposable
{
    private const string Config = """
        {
          tools: { deny: ["exec"], byProvider: { local: { deny: ["cron"] } }, subagents: { tools: { deny: ["canvas"] } } },
          agents: { defaults: { model: { primary: "local/m" } }, list: [{ id: "main" }, { id: "family", tools: { allow: ["read", "message"] } }] },
          channels: { telegram: { botToken: "1:x", groups: { "-100": { tools: { deny: ["browser"] } } } } },
        }
        """;

    private static readonly GrainKey Main = GrainKey.ForAgent(TenantId.Default, "main");
    private static readonly GrainKey Family = GrainKey.ForAgent(TenantId.Default, "family");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_agent_has_its_own_and_names_are_answered_in_order()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Config);

        IReadOnlyList<ToolPermission> main = await host.AsGrain<IToolPolicyGrain>(Main).Decide(new ToolUse { Provider = "local" }, ["read", "Bash", "cron", " "]);
        main.Select(each => (each.Tool, each.Allowed, each.RefusedBy)).ShouldBe(
            [("read", true, null), ("Bash", false, "global"), ("cron", false, "global-by-provider"), (" ", false, null)]);

        IReadOnlyList<ToolPermission> family = await host.AsGrain<IToolPolicyGrain>(Family).Decide(new ToolUse(), ["read", "write"]);
        family.Select(each => (each.Allowed, each.RefusedBy)).ShouldBe([(true, null), (false, "agent")]);
    }

    [Fact]
    public async Task A_change_of_the_configuration_counts_at_the_next_question()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Config);
        (await Allows(host, "exec")).ShouldBeFalse();

        File.WriteAllText(host.Documents.Path, Config.Replace("deny: [\"exec\"]", "deny: [\"read\"]"));
        await host.AsGateway<ITenantGrain>(GrainKey.ForTenant(TenantId.Default)).Reload();

        (await Allows(host, "exec")).ShouldBeTrue();
        (await Allows(host, "read")).ShouldBeFalse();
    }

    [Fact]
    public async Task An_invalid_change_opens_nothing()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Config);
        (await Allows(host, "exec")).ShouldBeFalse();

        File.WriteAllText(host.Documents.Path, "{ tools: { deny: 'exec' } }");
        (await host.AsGateway<ITenantGrain>(GrainKey.ForTenant(TenantId.Default)).Reload()).Valid.ShouldBeFalse();

        (await Allows(host, "exec")).ShouldBeFalse();
    }

    [Fact]
    public async Task An_explanation_knows_the_session_and_the_model()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Config);
        await host.AsOperator<ISessionGrain>(GrainKey.ForSession(TenantId.Default, "agent:main:subagent:1"), Scope.Admin)
            .Patch(new SessionPatch { SessionKey = "agent:main:subagent:1", Settings = new(), Changed = [], SpawnedBy = "agent:main:telegram:group:-100" });

        ToolReport report = await host.AsOperator<IToolPolicyGrain>(Main, Scope.Read)
            .Explain(new ToolUse { SessionKey = "agent:main:subagent:1" }, "BROWSER");

        report.Permission.ShouldBe(new ToolPermission { Tool = "browser", Allowed = false, RefusedBy = "group" });
        report.IsKnown.ShouldBeTrue();
        report.Use.Provider.ShouldBe("local");
        report.Use.Model.ShouldBe("m");
        report.Use.SpawnedBy.ShouldBe("agent:main:telegram:group:-100");
        report.Lines.Select(line => $"{line.Rule} {line.Says}").ShouldBe(
        [
            "profile nothing", "provider-profile nothing", "global allows", "global-by-provider allows", "agent nothing", "agent-by-provider nothing",
            "group refuses", "sandbox nothing", "subagent allows", "subagent allows",
        ]);
        PolicyLine refusal = report.Lines.Single(line => line.Says == "refuses");
        refusal.Key.ShouldBe("channels.telegram.groups.-100.tools.deny");
        refusal.Entry.ShouldBe("browser");
        refusal.Change.ShouldBe(new PolicyChange { Do = "remove", Key = "channels.telegram.groups.-100.tools.deny", Value = "browser" });
    }

    [Fact]
    public async Task Whoever_may_read_is_told_and_nobody_else()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Config);
        var use = new ToolUse();

        await Should.ThrowAsync<GrainAccessDeniedException>(() => host.AsOperator<IToolPolicyGrain>(Main, Scope.Pairing).Explain(use, "exec"));
        await Should.ThrowAsync<GrainAccessDeniedException>(() => host.AsOperator<IToolPolicyGrain>(Main, Scope.Admin).Decide(use, ["exec"]));
        await Should.ThrowAsync<GrainAccessDeniedException>(() => host.AsGateway<IToolPolicyGrain>(Main, "acme").Explain(use, "exec"));
        (await host.AsOperator<IToolPolicyGrain>(Main, Scope.Read).Explain(use, "exec")).Permission.Allowed.ShouldBeFalse();
    }

    private static async Task<bool> Allows(GrainHost host, string tool) =>
        (await host.AsGrain<IToolPolicyGrain>(Main).Decide(new ToolUse(), [tool])).Single().Allowed;
}
