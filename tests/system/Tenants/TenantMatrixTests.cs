using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Moltbot.Policy.Scopes;
using Moltbot.TestSupport.Gateway;

namespace Moltbot.System.Tests.Tenants;

/// <summary>
/// Tenant by tenant, method by method: with another tenant's id the answer is the one for an id that nobody ever had, and nothing of
/// the other tenant changes (T1).
/// </summary>
public sealed partial class TenantMatrixTests(TenantWorld world) : IClassFixture<TenantWorld>
{
    public static TheoryData<string, string> Pairs() => new()
    {
        { TenantWorld.Own, TenantWorld.Acme }, { TenantWorld.Acme, TenantWorld.Bolt }, { TenantWorld.Bolt, TenantWorld.Own },
    };

    [Fact]
    public async Task Every_served_method_is_tried()
    {
        string[] tried = [.. Probes.All.Select(static probe => probe.Method), .. Probes.WithoutIds.Keys, "connect"];
        await using GatewayTestClient admin = await world.Connect(TenantWorld.Own);
        await using GatewayTestClient node = await world.ConnectNode(TenantWorld.Own, TestDevice.New());

        foreach (string method in MethodTable.All.Keys.Except(tried, StringComparer.Ordinal))
        {
            GatewayTestClient caller = MethodTable.NeedOf(method).Role == GatewayRoles.Node ? node : admin;
            string message = (await caller.RequestAsync(method, new JsonObject())).Message ?? "";
            (message == $"{method} is not offered yet" || message == "missing scope: moltbot.tenants")
                .ShouldBeTrue($"{method} is served ({message}) and no probe asks it for another tenant's things: add it to Probes");
        }

        tried.Except(MethodTable.All.Keys, StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Another_tenants_id_is_one_that_nobody_ever_had(string victim, string attacker)
    {
        string mark = $"canary{Guid.NewGuid():N}"[..18];
        (TenantIds theirs, GatewayTestClient victimsNode) = await world.Fill(victim, mark);
        await using GatewayTestClient alive = victimsNode;
        TestDevice device = TestDevice.New();
        await using GatewayTestClient admin = await world.Connect(attacker, "attacker");
        await using GatewayTestClient node = await world.ConnectNode(attacker, device);
        TenantIds never = TenantIds.Never();

        foreach (Probe probe in Probes.All.Where(probe => !probe.NeedsBot || attacker == TenantWorld.Own))
        {
            GatewayTestClient caller = probe.ByNode ? node : admin;
            string foreign = await Ask(caller, probe, device.Id, theirs);
            string unknown = await Ask(caller, probe, device.Id, never);

            foreign.ShouldBe(unknown, $"{probe.Method} of {attacker} with ids of {victim}");
        }

        // Nothing was done to the victim, and each of its ids names something: else the comparison above would say nothing.
        await using GatewayTestClient owner = await world.Connect(victim, "owner");
        var blind = new List<string>();
        foreach (Probe probe in Probes.All.Where(probe => probe.Tells && (!probe.OnChannel || victim == TenantWorld.Own)))
        {
            GatewayTestClient caller = probe.ByNode ? victimsNode : owner;
            string own = await Ask(caller, probe, theirs.NodeId, theirs);
            if (own == await Ask(caller, probe, theirs.NodeId, TenantIds.Never()))
            {
                blind.Add($"{probe.Method}: {own}");
            }
        }

        blind.ShouldBeEmpty();
        string history = (await owner.CallAsync("chat.history", new JsonObject { ["sessionKey"] = theirs.SessionKey })).GetRawText();
        (history.Contains($"message-{mark}", StringComparison.Ordinal), history.Contains(Probes.Words, StringComparison.Ordinal)).ShouldBe((true, false), history);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task No_list_count_log_or_record_shows_anything_of_another_tenant(string victim, string attacker)
    {
        string mark = $"canary{Guid.NewGuid():N}"[..18];
        (TenantIds theirs, GatewayTestClient victimsNode) = await world.Fill(victim, mark);
        await using GatewayTestClient alive = victimsNode;
        await using GatewayTestClient admin = await world.Connect(attacker, "attacker");
        await using GatewayTestClient owner = await world.Connect(victim, "owner");
        string[] canaries = [mark, .. theirs.All().Select(static id => id.Value).Where(static value => value != "ABCDEFGH"), world.TokenOf(victim)];

        foreach (var (method, parameters) in Probes.WithoutIds)
        {
            GatewayAnswer answer = await admin.RequestAsync(method, parameters);
            foreach (string canary in canaries)
            {
                answer.Frame.Text.Contains(canary, StringComparison.Ordinal).ShouldBeFalse($"{method} shows {attacker} {canary} of {victim}: {answer.Frame.Text}");
            }
        }

        // The victim sees itself by the same methods.
        foreach (string method in new[] { "sessions.list", "device.pair.list", "node.list", "node.pair.list", "system-presence", "cron.list", "moltbot.audit.tail" })
        {
            string shown = (await owner.RequestAsync(method, Probes.WithoutIds[method])).Frame.Text;
            canaries.Any(canary => shown.Contains(canary, StringComparison.Ordinal)).ShouldBeTrue($"{method} shows {victim} nothing of its own: {shown}");
        }
    }

    private static async Task<string> Ask(GatewayTestClient caller, Probe probe, string ownNode, TenantIds ids)
    {
        GatewayAnswer answer = await caller.RequestAsync(probe.Method, probe.Parameters(ownNode, ids));
        string text = answer.Ok ? "ok " + answer.Payload.GetRawText() : $"{answer.Code} {answer.Message} {answer.Details?.GetRawText()}";
        foreach (var (name, value) in ids.All())
        {
            text = text.Replace(value, name, StringComparison.Ordinal);
        }

        // What differs from one answer to the next whatever was asked: new ids, times, ages.
        return Times().Replace(Guids().Replace(text, "GUID"), "TIME");
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\"messageId\":\"[0-9a-f]{8}\"", RegexOptions.NonBacktracking)]
    private static partial Regex Guids();

    [GeneratedRegex(@"\d{9,}", RegexOptions.NonBacktracking)]
    private static partial Regex Times();
}
