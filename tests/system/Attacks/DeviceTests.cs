using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Gateway;

namespace Moltbot.System.Tests.Attacks;

/// <summary>What a device may become, and how fast it stops being it (A5, A6, A7, A8, A11, A13).</summary>
public sealed class DeviceTests(AttackedSystem attacked) : IClassFixture<AttackedSystem>
{
    private static readonly string[] Admin = ["operator.admin", "operator.approvals", "operator.pairing"];

    /// <summary>What a request from elsewhere has, and a direct local one has not.</summary>
    private static readonly Dictionary<string, string> Forwarded = new(StringComparer.Ordinal) { ["X-Forwarded-For"] = "127.0.0.1" };

    [Fact]
    public async Task A_device_from_elsewhere_is_not_paired_by_the_shared_secret_alone()
    {
        GatewayAnswer answer = await attacked.Shake(new ConnectOptions { Token = AttackedSystem.Secret, Device = TestDevice.New() }, Forwarded);

        answer.Code.ShouldBe("NOT_PAIRED");
        answer.Message.ShouldBe("pairing required");
        answer.Details!.Value.GetProperty("requestId").GetString().ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("X-Forwarded-For", "")]
    [InlineData("X-Real-IP", "::1")]
    [InlineData("X-Forwarded-Host", "localhost")]
    [InlineData("Forwarded", "for=127.0.0.1;host=localhost")]
    [InlineData("Host", "gateway.tail1234.ts.net")]
    [InlineData("Host", "localhost.evil.example")]
    public async Task No_header_makes_a_connection_local(string name, string value)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal) { [name] = value };

        (await attacked.Shake(new ConnectOptions { Token = AttackedSystem.Secret, Device = TestDevice.New() }, headers)).Message.ShouldBe("pairing required");
    }

    [Fact]
    public async Task A_second_connect_does_not_widen_what_was_paired()
    {
        TestDevice device = TestDevice.New();
        string token = await Pair(device, "operator.read");

        GatewayAnswer wider = await attacked.Shake(new ConnectOptions { Token = AttackedSystem.Secret, Device = device, Scopes = Admin });
        GatewayAnswer byItsToken = await attacked.Shake(new ConnectOptions { Token = token, Device = device, Scopes = Admin });
        GatewayAnswer asNode = await attacked.Shake(new ConnectOptions { Token = token, Device = device, Role = "node", ClientId = "node-host", Mode = "node", Scopes = [] });

        wider.Message.ShouldBe("pairing required");
        byItsToken.Ok.ShouldBeFalse();
        asNode.Ok.ShouldBeFalse();
    }

    [Fact]
    public async Task A_device_token_is_of_no_use_without_its_device()
    {
        TestDevice device = TestDevice.New();
        string token = await Pair(device, "operator.read");

        (await attacked.Shake(new ConnectOptions { Token = token, Scopes = ["operator.read"] })).Ok.ShouldBeFalse();
        (await attacked.Shake(new ConnectOptions { Token = token, Device = TestDevice.New(), Scopes = ["operator.read"] })).Ok.ShouldBeFalse();
        (await attacked.Shake(new ConnectOptions { Token = token, Device = device, Scopes = ["operator.read"], SignsNonce = false })).Ok.ShouldBeFalse();
        (await attacked.Shake(new ConnectOptions { Token = token, Device = device, Scopes = ["operator.read"] })).Ok.ShouldBeTrue();
    }

    [Fact]
    public async Task Rotation_gives_no_scope_that_the_caller_or_the_device_had_not()
    {
        TestDevice device = TestDevice.New();
        await Pair(device, "operator.read", "operator.pairing");
        await using GatewayTestClient self = await attacked.System.Connect("self", new ConnectOptions { Device = device, Scopes = ["operator.read", "operator.pairing"] });

        foreach (string scope in new[] { "operator.admin", "operator.write", "operator.approvals" })
        {
            GatewayAnswer answer = await self.RequestAsync("device.token.rotate", new JsonObject
            {
                ["deviceId"] = device.Id, ["role"] = "operator", ["scopes"] = new JsonArray("operator.read", scope),
            });
            if (answer.Ok)
            {
                Scopes(answer.Payload).ShouldNotContain(scope);
            }
        }

        (await self.RequestAsync("device.token.rotate", new JsonObject { ["deviceId"] = device.Id, ["role"] = "node" })).Ok.ShouldBeFalse();
    }

    [Fact]
    public async Task Who_may_pair_gives_no_more_than_they_have()
    {
        TestDevice wishing = TestDevice.New();
        GatewayAnswer asked = await attacked.Shake(new ConnectOptions { Token = AttackedSystem.Secret, Device = wishing, Scopes = Admin }, Forwarded);
        string request = asked.Details!.Value.GetProperty("requestId").GetString()!;
        await using GatewayTestClient pairer = await attacked.System.Connect("pairer", new ConnectOptions { Device = TestDevice.New(), Scopes = ["operator.pairing"] });

        (await pairer.RequestAsync("device.pair.approve", new JsonObject { ["requestId"] = request })).Ok.ShouldBeFalse();
        (await attacked.Shake(new ConnectOptions { Token = AttackedSystem.Secret, Device = wishing, Scopes = Admin }, Forwarded)).Message.ShouldBe("pairing required");

        await using GatewayTestClient admin = await attacked.System.Connect("admin");
        (await admin.RequestAsync("device.pair.approve", new JsonObject { ["requestId"] = request })).Ok.ShouldBeTrue();
        (await attacked.Shake(new ConnectOptions { Token = AttackedSystem.Secret, Device = wishing, Scopes = Admin }, Forwarded)).Ok.ShouldBeTrue();
    }

    [Fact]
    public async Task Revocation_closes_the_socket_within_a_second_and_for_good()
    {
        await using GatewayTestClient admin = await attacked.System.Connect("admin");
        await Promptness.ShouldTakeLessThanASecond(
            async () =>
            {
                TestDevice device = TestDevice.New();
                await using GatewayTestClient victim = await attacked.System.Connect("victim", new ConnectOptions { Device = device, Scopes = ["operator.read"] });
                string token = victim.Hello.GetProperty("auth").GetProperty("deviceToken").GetString()!;

                long begun = Stopwatch.GetTimestamp();
                await admin.CallAsync("device.token.revoke", new JsonObject { ["deviceId"] = device.Id, ["role"] = "operator" });
                GatewayClosed closed = await victim.ClosedAsync();
                TimeSpan taken = Stopwatch.GetElapsedTime(begun);

                closed.Code.ShouldBe(1008);
                (await attacked.Shake(new ConnectOptions { Token = token, Device = device, Scopes = ["operator.read"] })).Ok.ShouldBeFalse();
                (await attacked.Shake(new ConnectOptions { Token = AttackedSystem.Secret, Device = device, Scopes = ["operator.read"] })).Message.ShouldBe("pairing required");
                return taken;
            },
            () => admin.CallAsync("device.pair.list"));
    }

    [Fact]
    public async Task A_device_that_rotates_its_own_token_has_no_connection_left_that_came_in_before()
    {
        TestDevice device = TestDevice.New();
        var options = new ConnectOptions { Device = device, Scopes = ["operator.read", "operator.pairing"] };
        await using GatewayTestClient self = await attacked.System.Connect("self", options), other = await attacked.System.Connect("other", options);

        JsonElement rotated = await self.CallAsync("device.token.rotate", new JsonObject
        {
            ["deviceId"] = device.Id, ["role"] = "operator", ["scopes"] = new JsonArray("operator.read"),
        });
        GatewayClosed[] closed = await Task.WhenAll(self.ClosedAsync(), other.ClosedAsync());

        closed.ShouldAllBe(static end => end.Code == 1008);
        (await attacked.Shake(options with { Token = AttackedSystem.Secret })).Message.ShouldBe("pairing required");
        (await attacked.Shake(options with { Token = rotated.GetProperty("token").GetString(), Scopes = ["operator.read"] })).Ok.ShouldBeTrue();
    }

    [Fact]
    public async Task Nobody_sees_a_tokens_text_again()
    {
        TestDevice device = TestDevice.New();
        string token = await Pair(device, "operator.read");
        await using GatewayTestClient admin = await attacked.System.Connect("admin");

        JsonElement list = await admin.CallAsync("device.pair.list");

        list.GetRawText().ShouldContain(device.Id);
        list.GetRawText().ShouldNotContain(token);
    }

    private async Task<string> Pair(TestDevice device, params string[] scopes)
    {
        await using GatewayTestClient client = await attacked.System.Connect("new", new ConnectOptions { Device = device, Scopes = scopes });
        return client.Hello.GetProperty("auth").GetProperty("deviceToken").GetString()!;
    }

    private static IEnumerable<string> Scopes(JsonElement payload) =>
        payload.GetProperty("scopes").EnumerateArray().Select(static scope => scope.GetString()!);
}
