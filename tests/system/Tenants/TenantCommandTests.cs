using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Scopes;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Gateway;

namespace Moltbot.System.Tests.Tenants;

/// <summary>The operator makes tenants, and nobody else does (A4, A15, T1).</summary>
public sealed class TenantCommandTests(TenantWorld world) : IClassFixture<TenantWorld>
{
    [Fact]
    public async Task The_command_line_makes_a_tenant_and_tells_its_token_once()
    {
        var (code, made) = await CommandLine.Run(world.State, "tenants", "create", "made-here", "--json");
        code.ShouldBe(0, made);
        string token = JsonDocument.Parse(made).RootElement.GetProperty("token").GetString()!;
        JsonDocument.Parse(made).RootElement.GetProperty("tenant").GetString().ShouldBe("made-here");
        await using GatewayTestClient inside = await GatewayTestClient.ConnectAsync(world.System.Url, new ConnectOptions { Token = token });
        (await inside.CallAsync("health")).GetProperty("ok").GetBoolean().ShouldBeTrue();

        var (_, list) = await CommandLine.Run(world.State, "tenants", "list", "--json");
        JsonDocument.Parse(list).RootElement.GetProperty("tenants").EnumerateArray().Select(static tenant => tenant.GetProperty("tenant").GetString())
            .ShouldBeSubsetOf(["default", "acme", "bolt", "made-here", "rotated", "shut"]);
        list.ShouldContain("made-here");
        list.ShouldNotContain(token);
        world.System.Program.Output.Text.ShouldNotContain(token);
        var (again, text) = await CommandLine.Run(world.State, "tenants", "create", "made-here");
        (again, text).ShouldBe((1, "moltbot: there is a tenant made-here already"));
    }

    [Fact]
    public async Task Rotating_a_tenants_token_closes_what_came_in_by_the_old_one()
    {
        string token = JsonDocument.Parse((await CommandLine.Run(world.State, "tenants", "create", "rotated", "--json")).Output).RootElement.GetProperty("token").GetString()!;
        await using GatewayTestClient inside = await GatewayTestClient.ConnectAsync(world.System.Url, new ConnectOptions { Token = token });

        var (code, output) = await CommandLine.Run(world.State, "tenants", "rotate-token", "rotated", "--json");

        code.ShouldBe(0, output);
        (await inside.ClosedAsync()).Code.ShouldBe(1008);
        string second = JsonDocument.Parse(output).RootElement.GetProperty("token").GetString()!;
        await (await GatewayTestClient.ConnectAsync(world.System.Url, new ConnectOptions { Token = second })).DisposeAsync();
        await using GatewayTestClient late = await GatewayTestClient.OpenAsync(world.System.Url, cancel: TestContext.Current.CancellationToken);
        (await late.HandshakeAsync(new ConnectOptions { Token = token })).Ok.ShouldBeFalse();
    }

    [Fact]
    public async Task A_suspended_tenants_sockets_are_closed_and_no_credential_of_it_opens_anything()
    {
        // A11: neither the token nor a device's own comes back by a reconnect.
        string token = JsonDocument.Parse((await CommandLine.Run(world.State, "tenants", "create", "shut", "--json")).Output).RootElement.GetProperty("token").GetString()!;
        TestDevice device = TestDevice.New();
        await using GatewayTestClient inside = await GatewayTestClient.ConnectAsync(world.System.Url, new ConnectOptions { Token = token, Device = device });
        string issued = inside.Hello.GetProperty("auth").GetProperty("deviceToken").GetString()!;

        var (code, output) = await CommandLine.Run(world.State, "tenants", "suspend", "shut");

        (code, output).ShouldBe((0, "shut is shut"));
        (await inside.ClosedAsync()).ShouldBe(new GatewayClosed(1008, "tenant suspended"));
        foreach (ConnectOptions credential in (ConnectOptions[])[new() { Token = token }, new() { Token = issued, Device = device }, new() { Token = token, Device = device }])
        {
            await using GatewayTestClient late = await GatewayTestClient.OpenAsync(world.System.Url, cancel: TestContext.Current.CancellationToken);
            GatewayAnswer refused = await late.HandshakeAsync(credential);
            (refused.Ok, refused.Message).ShouldBe((false, "unauthorized: gateway token mismatch (set gateway.remote.token to match gateway.auth.token)"));
        }

        (await CommandLine.Run(world.State, "tenants", "list")).Output.ShouldContain("suspended");
        (await CommandLine.Run(world.State, "tenants", "resume", "shut")).ShouldBe((0, "shut is open"));
        await (await GatewayTestClient.ConnectAsync(world.System.Url, new ConnectOptions { Token = issued, Device = device })).DisposeAsync();
    }

    [Fact]
    public async Task A_devices_token_of_a_tenant_leads_back_to_that_tenant()
    {
        TestDevice device = TestDevice.New();
        string issued;
        await using (GatewayTestClient first = await world.Connect(TenantWorld.Acme, "first", new ConnectOptions { Device = device }))
        {
            issued = first.Hello.GetProperty("auth").GetProperty("deviceToken").GetString()!;
            await first.CallAsync("node.pair.request", new JsonObject { ["nodeId"] = "only-acmes" });
        }

        await using GatewayTestClient back = await world.Connect(TenantWorld.Acme, "back", new ConnectOptions { Token = issued, Device = device });
        (await back.CallAsync("node.pair.list")).GetRawText().ShouldContain("only-acmes");
    }

    [Theory]
    [InlineData(TenantWorld.Own)]
    [InlineData(TenantWorld.Acme)]
    public async Task No_tenants_administrator_manages_tenants(string tenant)
    {
        await using GatewayTestClient admin = await world.Connect(tenant, "admin", new ConnectOptions { Scopes = ["operator.admin", "moltbot.tenants", "*"] });
        foreach (string method in GatewayMethods.Own.Where(static method => method.StartsWith("moltbot.tenants.", StringComparison.Ordinal)))
        {
            (await admin.RequestAsync(method, new JsonObject { ["tenant"] = "evil" })).Message.ShouldBe("missing scope: moltbot.tenants");
        }

        var (code, output) = await CommandLine.Run(world.State, "--token", world.TokenOf(tenant), "tenants", "create", "evil");
        code.ShouldBe(77, output);
    }

    [Fact]
    public async Task The_operators_token_opens_nothing_but_the_managing_of_tenants()
    {
        await using GatewayTestClient oper = await GatewayTestClient.ConnectAsync(
            world.System.Url, new ConnectOptions { Token = world.OperatorToken, Scopes = [.. OperatorScopes.All, "moltbot.tenants"], Device = TestDevice.New() });
        oper.Hello.TryGetProperty("auth", out _).ShouldBeFalse("no device is paired here");
        foreach (string method in MethodTable.All.Keys.Where(static method => method != "connect" && !method.StartsWith("moltbot.tenants.", StringComparison.Ordinal)))
        {
            (await oper.RequestAsync(method, new JsonObject())).Message!.ShouldMatch("^(missing scope: operator\\.|unauthorized role: operator)");
        }

        await using GatewayTestClient node = await GatewayTestClient.OpenAsync(world.System.Url, cancel: TestContext.Current.CancellationToken);
        (await node.HandshakeAsync(new ConnectOptions { Token = world.OperatorToken, Role = "node", ClientId = "node-host", Mode = "node", Scopes = [] })).Message.ShouldBe("invalid role");
        await using GatewayTestClient unasked = await GatewayTestClient.ConnectAsync(world.System.Url, new ConnectOptions { Token = world.OperatorToken, Scopes = null });
        (await unasked.RequestAsync("moltbot.tenants.list", new JsonObject())).Message.ShouldBe("missing scope: moltbot.tenants");
    }

    [Fact]
    public void The_operators_token_is_its_owners_alone() =>
        File.GetUnixFileMode(Path.Combine(world.State.Path, "operator-token")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
}
