using Moltbot.Policy.Scopes;

namespace Moltbot.Policy.Tests.Scopes;

public sealed class MethodTableTests
{
    [Fact]
    public void The_table_is_the_reviewed_baseline()
    {
        var baseline = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "method-scopes.txt"))
            .Where(line => !line.StartsWith('#'));
        var table = MethodTable.All.Select(row => $"{row.Key} {row.Value}").Order(StringComparer.Ordinal);
        table.ShouldBe(baseline);
    }

    [Fact]
    public void Every_named_method_has_one_row()
    {
        string[] named = [.. GatewayMethods.Advertised, .. GatewayMethods.Unadvertised, .. GatewayMethods.Own];
        MethodTable.All.Keys.Order(StringComparer.Ordinal).ShouldBe(named.Order(StringComparer.Ordinal));
        (GatewayMethods.Advertised.Count + GatewayMethods.Unadvertised.Count).ShouldBe(86);
        GatewayMethods.Own.ShouldAllBe(method => method.StartsWith(GatewayMethods.OwnPrefix));
    }

    [Theory]
    [InlineData("no.such")]
    [InlineData("")]
    [InlineData("HEALTH")]
    [InlineData("health ")]
    [InlineData("moltbot.pairing")]
    public void An_unlisted_method_needs_admin(string method)
    {
        string[] allButAdmin = [OperatorScopes.Read, OperatorScopes.Write, OperatorScopes.Approvals, OperatorScopes.Pairing];
        MethodAuthorization.Decide(method, GatewayRoles.Operator, allButAdmin).Message.ShouldBe("missing scope: operator.admin");
        MethodAuthorization.Decide(method, GatewayRoles.Node, [OperatorScopes.Admin]).Message.ShouldBe("unauthorized role: node");
    }

    // A19: a scope opens what is listed under it and nothing else.
    [Fact]
    public void A_single_scope_opens_only_its_own_methods()
    {
        foreach (var (method, need) in MethodTable.All)
        {
            foreach (var scope in OperatorScopes.All.Append(OperatorScopes.Tenants))
            {
                var expected = need.Scope is not null
                    && ((scope == OperatorScopes.Admin && need.Scope != OperatorScopes.Tenants) || scope == need.Scope
                        || (scope == OperatorScopes.Write && need.Scope == OperatorScopes.Read));
                MethodAuthorization.Decide(method, GatewayRoles.Operator, [scope]).Allowed
                    .ShouldBe(expected, $"{method} with {scope}");
            }
        }
    }

    [Fact]
    public void No_tenant_grants_the_scope_that_manages_tenants()
    {
        OperatorScopes.All.ShouldNotContain(OperatorScopes.Tenants);
        ScopeLattice.Grant([OperatorScopes.Tenants], OperatorScopes.All).ShouldBeEmpty();
        ScopeLattice.Grant([OperatorScopes.Tenants], [OperatorScopes.Tenants]).ShouldBeEmpty();
        ScopeLattice.CoversAll([OperatorScopes.Admin, OperatorScopes.Tenants], [OperatorScopes.Tenants]).ShouldBeFalse();
    }

    [Theory]
    [InlineData(GatewayEvents.DevicePairRequested, GatewayRoles.Operator, OperatorScopes.Pairing, true)]
    [InlineData(GatewayEvents.DevicePairRequested, GatewayRoles.Operator, OperatorScopes.Write, false)]
    [InlineData(GatewayEvents.DevicePairRequested, GatewayRoles.Node, OperatorScopes.Admin, false)]
    [InlineData(GatewayEvents.ExecApprovalRequested, GatewayRoles.Operator, OperatorScopes.Admin, true)]
    [InlineData(GatewayEvents.ExecApprovalResolved, GatewayRoles.Operator, OperatorScopes.Pairing, false)]
    [InlineData(GatewayEvents.Chat, GatewayRoles.Operator, OperatorScopes.Read, true)]
    [InlineData(GatewayEvents.Chat, GatewayRoles.Node, OperatorScopes.Admin, false)]
    [InlineData(GatewayEvents.Agent, GatewayRoles.Node, OperatorScopes.Admin, false)]
    [InlineData(GatewayEvents.Tick, GatewayRoles.Node, OperatorScopes.Read, true)]
    [InlineData(GatewayEvents.Tick, "root", OperatorScopes.Admin, false)]
    public void Guarded_events_reach_only_those_they_are_for(string name, string role, string scope, bool expected) =>
        EventAudience.MayReceive(name, role, [scope], nodeSubscribed: false).ShouldBe(expected);

    [Fact]
    public void Of_all_events_only_requests_and_their_answers_need_a_scope() =>
        GatewayEvents.Advertised.Where(static name => EventAudience.ScopeOf(name) is not null).Select(static name => $"{name} {EventAudience.ScopeOf(name)}").ShouldBe(
        [
            "node.pair.requested operator.pairing", "node.pair.resolved operator.pairing", "device.pair.requested operator.pairing",
            "device.pair.resolved operator.pairing", "exec.approval.requested operator.approvals", "exec.approval.resolved operator.approvals",
        ]);

    [Fact]
    public void A_node_sees_the_sessions_it_subscribed_to() =>
        EventAudience.MayReceive(GatewayEvents.Chat, GatewayRoles.Node, [], nodeSubscribed: true).ShouldBeTrue();
}
