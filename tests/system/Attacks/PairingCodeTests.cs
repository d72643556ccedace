using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Telegram;

namespace Moltbot.System.Tests.Attacks;

/// <summary>Codes and requests that are used twice, at once, by others, or for other things than they were given for (A6, A9, A10).</summary>
public sealed class PairingCodeTests(AttackedAssistant attacked) : IClassFixture<AttackedAssistant>
{
    private const int AtOnce = 8;

    [Fact]
    public async Task Of_many_who_approve_a_code_at_once_one_does()
    {
        string code = await attacked.CodeOf(attacked.Bot.Person(4201, "Ann"));

        (await AllAtOnce("moltbot.pairing.approve", AttackedAssistant.Approval(code))).ShouldBe(1);
    }

    [Fact]
    public async Task Of_many_who_approve_and_reject_a_device_at_once_one_does()
    {
        string request = await RequestOf(TestDevice.New());

        int approved = 0, rejected = 0;
        await Task.WhenAll(
            Task.Run(async () => approved = await AllAtOnce("device.pair.approve", new JsonObject { ["requestId"] = request })),
            Task.Run(async () => rejected = await AllAtOnce("device.pair.reject", new JsonObject { ["requestId"] = request })));

        (approved + rejected).ShouldBe(1, $"{approved} approvals, {rejected} rejections");
    }

    [Fact]
    public async Task A_code_that_was_used_is_worth_no_more_than_one_that_never_was()
    {
        string code = await attacked.CodeOf(attacked.Bot.Person(4202, "Bob"));
        await using GatewayTestClient admin = await attacked.System.Connect();
        (await admin.RequestAsync("moltbot.pairing.approve", AttackedAssistant.Approval(code))).Ok.ShouldBeTrue();

        GatewayAnswer again = await admin.RequestAsync("moltbot.pairing.approve", AttackedAssistant.Approval(code));
        GatewayAnswer never = await admin.RequestAsync("moltbot.pairing.approve", AttackedAssistant.Approval("NEVERWAS"));

        (again.Code, again.Message).ShouldBe((never.Code, never.Message));
    }

    [Fact]
    public async Task A_device_that_was_approved_for_one_role_and_scope_is_not_approved_for_another()
    {
        TestDevice device = TestDevice.New();
        string request = await RequestOf(device, "operator.read");
        await using (GatewayTestClient admin = await attacked.System.Connect())
        {
            await admin.CallAsync("device.pair.approve", new JsonObject { ["requestId"] = request });
            (await admin.RequestAsync("device.pair.approve", new JsonObject { ["requestId"] = request })).Ok.ShouldBeFalse("a request is approved once");
        }

        (await Shake(device, "operator", "operator.read")).Ok.ShouldBeTrue();
        (await Shake(device, "operator", "operator.write")).Message.ShouldBe("pairing required");
        (await Shake(device, "operator", "operator.admin")).Message.ShouldBe("pairing required");
        (await Shake(device, "node")).Message.ShouldBe("pairing required");
    }

    [Theory]
    [InlineData("/pair")]
    [InlineData("/pairing approve telegram {0}")]
    [InlineData("/approve {0}")]
    [InlineData("/allowlist add dm 4299")]
    [InlineData("/config set channels.telegram.dmPolicy=open")]
    [InlineData("moltbot pairing approve telegram {0}")]
    public async Task Nobody_pairs_anybody_by_writing_to_the_bot(string words)
    {
        SimulatedPerson stranger = attacked.Bot.Person(4299, "Eve"), friend = attacked.Bot.Person(4203, "Carl");
        string waits = await WaitingCode(stranger);
        await Admit(friend);
        await using GatewayTestClient admin = await attacked.System.Connect();
        string before = await Telegram(admin);

        // Neither the stranger, who knows the code, nor somebody who was let in, but owns nothing here.
        await attacked.Bot.WhenConfirmed(stranger.Says(words.Replace("{0}", waits, StringComparison.Ordinal)));
        int sent = attacked.Bot.Sent.Count;
        friend.Says(words.Replace("{0}", waits, StringComparison.Ordinal));
        if (words.StartsWith("/approve", StringComparison.Ordinal))
        {
            // Who approves nothing is not even told so; what they say next shows that it was dealt with.
            friend.Says("hello");
        }

        await attacked.Bot.WhenSent(sent + 1);

        (await attacked.Pending(stranger))!.Value.GetProperty("code").GetString().ShouldBe(waits);
        (await Telegram(admin)).ShouldBe(before);
    }

    private static async Task<string> Telegram(GatewayTestClient admin) =>
        (await admin.CallAsync("config.get")).GetProperty("config").GetProperty("channels").GetProperty("telegram").GetRawText();

    [Fact]
    public async Task Who_may_pair_does_nothing_to_devices_that_have_more()
    {
        TestDevice admins = TestDevice.New(), pairers = TestDevice.New();
        await using GatewayTestClient admin = await attacked.System.Connect("admin", new ConnectOptions { Device = admins });
        await using GatewayTestClient pairer = await attacked.System.Connect("pairer", new ConnectOptions { Device = pairers, Scopes = ["operator.pairing", "operator.read"] });
        foreach (string method in new[] { "device.token.rotate", "device.token.revoke" })
        {
            GatewayAnswer theirs = await pairer.RequestAsync(method, new JsonObject { ["deviceId"] = admins.Id, ["role"] = "operator" });
            GatewayAnswer nobodys = await pairer.RequestAsync(method, new JsonObject { ["deviceId"] = TestDevice.New().Id, ["role"] = "operator" });

            (theirs.Ok, theirs.Code, theirs.Message).ShouldBe((false, nobodys.Code, nobodys.Message), method);
        }

        (await admin.CallAsync("health")).GetProperty("ok").GetBoolean().ShouldBeTrue("the administrator is still connected");
    }

    [Theory]
    [InlineData("device.pair.list")]
    [InlineData("device.pair.approve")]
    [InlineData("device.pair.reject")]
    [InlineData("device.token.rotate")]
    [InlineData("device.token.revoke")]
    [InlineData("node.pair.approve")]
    [InlineData("node.pair.request")]
    [InlineData("moltbot.pairing.approve")]
    [InlineData("moltbot.pairing.list")]
    public async Task Each_pairing_verb_needs_the_scope_to_pair(string method)
    {
        await using GatewayTestClient writer = await attacked.System.Connect("writer", new ConnectOptions { Scopes = ["operator.write", "operator.read", "operator.approvals"] });

        (await writer.RequestAsync(method, new JsonObject())).Message.ShouldBe("missing scope: operator.pairing");
    }

    /// <summary>A request from so many connections at once; answers how many succeeded.</summary>
    private async Task<int> AllAtOnce(string method, JsonObject parameters)
    {
        GatewayTestClient[] clients = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(number => attacked.System.Connect($"{method}-{number}")));
        GatewayAnswer[] answers = await Task.WhenAll(clients.Select(client => client.RequestAsync(method, parameters)));
        foreach (GatewayTestClient client in clients)
        {
            await client.DisposeAsync();
        }

        return answers.Count(static answer => answer.Ok);
    }

    private async Task<string> RequestOf(TestDevice device, params string[] scopes)
    {
        GatewayAnswer answer = await Shake(device, "operator", scopes.Length > 0 ? scopes : ["operator.read"]);
        return answer.Details!.Value.GetProperty("requestId").GetString()!;
    }

    /// <summary>From elsewhere, so that nothing is paired silently.</summary>
    private async Task<GatewayAnswer> Shake(TestDevice device, string role, params string[] scopes)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["X-Forwarded-For"] = "203.0.113.5" };
        await using GatewayTestClient client = await GatewayTestClient.OpenAsync(attacked.System.Url, "elsewhere", headers, cancel: TestContext.Current.CancellationToken);
        var options = new ConnectOptions { Token = AttackedAssistant.Secret, Device = device, Role = role, Scopes = scopes };
        return await client.HandshakeAsync(role == "node" ? options with { ClientId = "node-host", Mode = "node" } : options);
    }

    private async Task<string> WaitingCode(SimulatedPerson person) =>
        (await attacked.Pending(person))?.GetProperty("code").GetString() ?? await attacked.CodeOf(person);

    private async Task Admit(SimulatedPerson person)
    {
        await using GatewayTestClient admin = await attacked.System.Connect("operator");
        JsonElement list = await admin.CallAsync("moltbot.pairing.list", new JsonObject());
        if (!list.GetProperty("accounts")[0].GetProperty("approved").EnumerateArray().Any(id => id.GetString() == "4203"))
        {
            (await admin.RequestAsync("moltbot.pairing.approve", AttackedAssistant.Approval(await attacked.CodeOf(person)))).Require();
        }
    }
}
