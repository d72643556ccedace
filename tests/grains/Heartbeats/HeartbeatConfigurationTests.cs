using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Heartbeats;
using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Tenants;
using Moltbot.Grains.Heartbeats;
using Moltbot.Grains.Tests.Security;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;

namespace Moltbot.Grains.Tests.Heartbeats;

/// <summary>Agents have heartbeats as soon as the configuration says so and no longer; a tenant without any has no grain, row or reminder for them.</summary>
public sealed class HeartbeatConfigurationTests : IDisposable
{
    private static readonly GrainKey Key = GrainKey.ForTenant(TenantId.Default);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task They_follow_the_configuration()
    {
        (await After("{}")).ShouldBeEmpty();
        (await After("{ agents: { list: [{ id: 'main' }, { id: 'ops' }] } }")).ShouldBeEmpty();
        (await After("{ agents: { defaults: { heartbeat: {} } } }")).ShouldBe(["default/main"]);
        (await After("{ agents: { defaults: { heartbeat: {} }, list: [{ id: 'main' }, { id: 'ops', heartbeat: { every: '5m' } }] } }")).ShouldBe(["default/ops"]);
        (await After("{ agents: { defaults: { heartbeat: { every: '0m' } } } }")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_document_that_changed_while_nothing_ran_is_followed_when_the_tenant_is_there_again()
    {
        await using (GrainHost host = await GrainHost.Start(_folder.Path, "{ agents: { defaults: { heartbeat: {} } } }"))
        {
            (await Heart(host).Wake("x")).ShouldBeFalse("nobody has asked for the tenant");
            await host.AsGateway<ITenantGrain>(Key).Configuration(0);
            (await Heart(host).Wake("x")).ShouldBeTrue();
        }

        await using GrainHost next = await GrainHost.Start(_folder.Path, "{}");
        await next.AsGateway<ITenantGrain>(Key).Configuration(0);
        (await Heart(next).Wake("x")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_change_that_not_all_agents_were_told_is_taken_back_for_those_who_were()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Both("30m"));
        Dictionary<string, long?> stored = [];
        HeartbeatState? last = null;
        int left = int.MaxValue;
        host.Rows.Changes = state => last = state as HeartbeatState ?? last;
        host.Rows.Fails = name =>
        {
            bool isHeartbeats = name == "heartbeat", fails = isHeartbeats && left-- <= 0;
            if (isHeartbeats && !fails)
            {
                stored[last!.AgentId] = last.Every;
            }

            return fails;
        };
        await host.AsGateway<ITenantGrain>(Key).Reload();

        left = 1;
        await Write(Both("1m"));
        stored.Values.Order().ShouldBe([60_000, 1_800_000]);
        left = int.MaxValue;
        await Write(Both("30m"));

        stored.ShouldBe(new Dictionary<string, long?> { ["a"] = 1_800_000, ["b"] = 1_800_000 }, ignoreOrder: true);

        async Task Write(string config)
        {
            await File.WriteAllTextAsync(host.Documents.Path, config, TestContext.Current.CancellationToken);
            await host.AsGateway<ITenantGrain>(Key).Reload();
        }

        static string Both(string every) =>
            $"{{ agents: {{ list: [{{ id: 'a', heartbeat: {{ every: '{every}' }} }}, {{ id: 'b', heartbeat: {{ every: '{every}' }} }}] }} }}";
    }

    [Fact]
    public async Task Switched_off_there_are_none_until_they_are_switched_on()
    {
        const string Config = "{ agents: { defaults: { heartbeat: {} } } }";
        await using (GrainHost host = await GrainHost.Start(_folder.Path, Config))
        {
            await Switch(host, false);
            (await Heart(host).Wake("x")).ShouldBeFalse();
            await Should.ThrowAsync<GrainAccessDeniedException>(() => host.AsOperator<ITenantGrain>(Key, Scope.Write).SwitchHeartbeats(true));
        }

        await using GrainHost next = await GrainHost.Start(_folder.Path, Config);
        await next.AsGateway<ITenantGrain>(Key).Reload();
        (await Heart(next).Wake("x")).ShouldBeFalse("also after a restart");
        await Switch(next, true);
        await Switch(next, true);
        (await Heart(next).Wake("x")).ShouldBeTrue();
        (await next.AsGrain<IAuditGrain>(Key).Tail(100)).Select(static record => record.Entry).Where(static entry => entry.Action == "heartbeats.switch")
            .Select(static entry => entry.Actor).ShouldBe(["test operator", "test operator"]);

        static Task Switch(GrainHost host, bool areOn) => host.AsOperator<ITenantGrain>(Key, Scope.Admin).SwitchHeartbeats(areOn);
    }

    /// <summary>The grains of heartbeats that have a row when a document was followed.</summary>
    private async Task<IReadOnlyList<string>> After(string config)
    {
        await using (GrainHost host = await GrainHost.Start(_folder.Path))
        {
            await host.AsGateway<ITenantGrain>(Key).Reload();
            await File.WriteAllTextAsync(host.Documents.Path, config, TestContext.Current.CancellationToken);
            await host.AsGateway<ITenantGrain>(Key).Reload();
        }

        string[] rows = [.. StoredRows.Grains(_folder.Path).Where(static row => row.State == "heartbeat").Select(static row => row.Key)];
        StoredRows.Of(_folder.Path).Count(static row => row.StartsWith("reminder", StringComparison.Ordinal) && row.Contains("heartbeat", StringComparison.Ordinal))
            .ShouldBe(rows.Length);
        return rows;
    }

    private static IHeartbeatGrain Heart(GrainHost host) => host.AsGateway<IHeartbeatGrain>(GrainKey.ForAgent(TenantId.Default, "main"));
}
