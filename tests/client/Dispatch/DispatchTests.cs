using System.Text.Json.Nodes;
using Moltbot.Gateway.Dispatch;
using Moltbot.Gateway.Tests.Support;
using Moltbot.Policy.Scopes;
using Moltbot.TestSupport.Gateway;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Moltbot.Gateway.Tests.Dispatch;

public sealed class DispatchTests
{
    [Fact]
    public async Task Every_method_asks_for_its_scope_before_anything_else()
    {
        // A18: all methods there are, under a client that holds nothing but pairing.
        await using GatewayRig rig = await GatewayRig.Start();
        await using GatewayTestClient client = await rig.Connect(new ConnectOptions { Token = GatewayRig.Token, Scopes = ["operator.pairing"] });
        foreach ((string method, MethodNeed need) in MethodTable.All.Where(static row => row.Key != "connect"))
        {
            if (need.Scope == "operator.pairing")
            {
                continue;
            }

            GatewayAnswer answer = await client.RequestAsync(method, new JsonObject { ["garbage"] = true });
            answer.Code.ShouldBe("INVALID_REQUEST", method);
            answer.Message.ShouldBe(need.Scope is { } scope ? $"missing scope: {scope}" : "unauthorized role: operator", method);
        }

        (await client.RequestAsync("no.such.method")).Message.ShouldBe("missing scope: operator.admin");
    }

    [Fact]
    public async Task Unknown_and_unserved_methods_are_told_apart_to_an_admin_only()
    {
        await using GatewayRig rig = await GatewayRig.Start();
        await using GatewayTestClient admin = await rig.Connect();
        (await admin.RequestAsync("no.such.method")).Message.ShouldBe("unknown method: no.such.method");
        var served = rig.Services.GetRequiredService<Dispatcher>().Served.ToHashSet(StringComparer.Ordinal);
        foreach (string method in MethodTable.All.Keys.Where(method => method != "connect" && !served.Contains(method) && MethodTable.NeedOf(method).Scope is not (null or OperatorScopes.Tenants)))
        {
            GatewayAnswer answer = await admin.RequestAsync(method);
            (answer.Code, answer.Message).ShouldBe(("UNAVAILABLE", method + " is not offered yet"));
        }
    }

    [Fact]
    public async Task Every_served_method_has_a_row_in_the_table()
    {
        await using GatewayRig rig = await GatewayRig.Start();
        rig.Services.GetRequiredService<Dispatcher>().Served.Where(static method => !MethodTable.IsKnown(method)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Many_requests_at_once_are_all_answered()
    {
        await using GatewayRig rig = await GatewayRig.Start();
        await using GatewayTestClient client = await rig.Connect();
        var ids = new List<string>();
        for (int request = 0; request < 200; request++)
        {
            ids.Add(await client.SendAsync(request % 2 == 0 ? "system-presence" : "last-heartbeat"));
        }

        foreach (string id in ids)
        {
            (await client.AnswerAsync(id)).Ok.ShouldBeTrue();
        }
    }
}
