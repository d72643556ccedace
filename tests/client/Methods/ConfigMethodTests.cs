using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Gateway.Tests.Support;
using Moltbot.TestSupport.Gateway;

namespace Moltbot.Gateway.Tests.Methods;

public sealed class ConfigMethodTests
{
    private const string Canary = "canary-0123456789-abcdefghij";

    private const string Config = $$"""{ models: { providers: { fake: { baseUrl: "https://models.example/v1", apiKey: "{{Canary}}", models: [] } } } }""";

    [Fact]
    public async Task A_configuration_is_shown_and_changed_without_showing_or_losing_its_secrets()
    {
        await using GatewayRig rig = await GatewayRig.Start(Config);
        await using GatewayTestClient client = await rig.Connect();
        JsonElement shown = await client.CallAsync("config.get");
        string hash = shown.GetProperty("hash").GetString()!;

        JsonElement patched = await client.CallAsync("config.patch", new JsonObject
        {
            ["raw"] = "{ session: { idleMinutes: 30 } }", ["baseHash"] = hash, ["sessionKey"] = "main", ["note"] = "shorter",
        });
        JsonElement after = await client.CallAsync("config.get");
        JsonElement set = await client.CallAsync(
            "config.set", new JsonObject { ["raw"] = after.GetProperty("raw").GetString(), ["baseHash"] = after.GetProperty("hash").GetString() });

        shown.GetProperty("valid").GetBoolean().ShouldBeTrue();
        patched.GetProperty("config").GetProperty("session").GetProperty("idleMinutes").GetInt32().ShouldBe(30);
        patched.GetProperty("sentinel").GetProperty("payload").GetProperty("message").GetString().ShouldBe("shorter");
        set.GetProperty("ok").GetBoolean().ShouldBeTrue();
        (await File.ReadAllTextAsync(rig.Documents.Path)).ShouldContain(Canary, Case.Sensitive, "the secret is still there");
        client.Frames.ShouldNotContain(frame => frame.Text.Contains(Canary), "and was never sent");
    }

    [Fact]
    public async Task A_change_is_in_force_when_its_answer_comes()
    {
        await using GatewayRig rig = await GatewayRig.Start(Config);
        await using GatewayTestClient client = await rig.Connect();
        string hash = (await client.CallAsync("config.get")).GetProperty("hash").GetString()!;

        for (int round = 0; round < 30; round++)
        {
            JsonElement patched = await client.CallAsync("config.patch", new JsonObject { ["raw"] = $$"""{ agents: { list: [{ id: "agent-{{round}}" }] } }""", ["baseHash"] = hash });

            (await client.CallAsync("agents.list")).GetProperty("agents")[0].GetProperty("id").GetString().ShouldBe($"agent-{round}");
            patched.GetProperty("ok").GetBoolean().ShouldBeTrue();
            hash = (await client.CallAsync("config.get")).GetProperty("hash").GetString()!;
        }
    }

    [Fact]
    public async Task A_change_needs_the_hash_of_what_it_changes()
    {
        await using GatewayRig rig = await GatewayRig.Start(Config);
        await using GatewayTestClient client = await rig.Connect();

        (await client.RequestAsync("config.set", new JsonObject { ["raw"] = "{}" })).Message
            .ShouldBe("config base hash required; re-run config.get and retry");
        (await client.RequestAsync("config.apply", new JsonObject { ["raw"] = "{}", ["baseHash"] = new string('0', 64) })).Message
            .ShouldBe("config changed since last load; re-run config.get and retry");
    }

    [Fact]
    public async Task What_is_wrong_is_told_by_path_and_nothing_is_written()
    {
        await using GatewayRig rig = await GatewayRig.Start(Config);
        await using GatewayTestClient client = await rig.Connect();
        string hash = (await client.CallAsync("config.get")).GetProperty("hash").GetString()!;

        GatewayAnswer invalid = await client.RequestAsync("config.patch", new JsonObject { ["raw"] = "{ session: { idleMinutes: \"x\" } }", ["baseHash"] = hash });
        GatewayAnswer list = await client.RequestAsync("config.patch", new JsonObject { ["raw"] = "[]", ["baseHash"] = hash });
        GatewayAnswer broken = await client.RequestAsync("config.set", new JsonObject { ["raw"] = "{", ["baseHash"] = hash });

        (invalid.Code, invalid.Message).ShouldBe(("INVALID_REQUEST", "invalid config"));
        invalid.Details!.Value.GetProperty("issues")[0].GetProperty("path").GetString().ShouldBe("session.idleMinutes");
        list.Message.ShouldBe("config.patch raw must be an object");
        broken.Message!.ShouldStartWith("SyntaxError: JSON5:");
        (await File.ReadAllTextAsync(rig.Documents.Path)).ShouldBe(Config);
    }

    [Fact]
    public async Task The_schema_comes_with_hints()
    {
        await using GatewayRig rig = await GatewayRig.Start();
        await using GatewayTestClient client = await rig.Connect();
        JsonElement schema = await client.CallAsync("config.schema");

        schema.GetProperty("schema").GetProperty("type").GetString().ShouldBe("object");
        schema.GetProperty("uiHints").GetProperty("gateway").GetProperty("label").GetString().ShouldBe("Gateway");
        schema.GetProperty("version").GetString().ShouldBe("2026.1.30");
    }

    [Fact]
    public async Task Who_changes_the_secret_is_answered_before_everybody_who_came_by_the_old_one_is_closed()
    {
        await using GatewayRig rig = await GatewayRig.Start(Config);
        await using GatewayTestClient other = await rig.Connect();
        await using GatewayTestClient client = await rig.Connect();
        string hash = (await client.CallAsync("config.get")).GetProperty("hash").GetString()!;

        JsonElement patched = await client.CallAsync(
            "config.patch", new JsonObject { ["raw"] = "{ gateway: { auth: { token: 'another secret 0123456789' } } }", ["baseHash"] = hash });

        patched.GetProperty("ok").GetBoolean().ShouldBeTrue();
        (await client.ClosedAsync()).ShouldBe(new GatewayClosed(1008, "gateway credential changed"));
        (await other.ClosedAsync()).ShouldBe(new GatewayClosed(1008, "gateway credential changed"));
        await using GatewayTestClient again = await rig.Connect(new ConnectOptions { Token = "another secret 0123456789" });
        again.Hello.GetProperty("protocol").GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task Writing_is_audited_and_the_chain_can_be_checked()
    {
        await using GatewayRig rig = await GatewayRig.Start(Config);
        await using GatewayTestClient client = await rig.Connect();
        string hash = (await client.CallAsync("config.get")).GetProperty("hash").GetString()!;
        await client.CallAsync("config.patch", new JsonObject { ["raw"] = "{ session: { idleMinutes: 5 } }", ["baseHash"] = hash });

        JsonElement records = (await client.CallAsync("moltbot.audit.tail", new JsonObject { ["limit"] = 10 })).GetProperty("records");
        JsonElement verified = await client.CallAsync("moltbot.audit.verify");

        records.EnumerateArray().Select(record => record.GetProperty("action").GetString()).ShouldContain("config.write");
        verified.GetProperty("ok").GetBoolean().ShouldBeTrue();
        (await client.RequestAsync("moltbot.pairing.approve", new JsonObject { ["channel"] = "telegram", ["code"] = "ABCD2345" })).Message
            .ShouldBe("channel not configured: telegram (configured: none)");
    }

    [Fact]
    public async Task Who_was_not_let_in_cannot_be_put_out()
    {
        await using GatewayRig rig = await GatewayRig.Start("""{ channels: { telegram: { botToken: "1:a", enabled: false } } }""");
        await using GatewayTestClient client = await rig.Connect();

        (await Revoke("telegram", "42")).Message.ShouldBe(
            "pairing has not let this sender in on telegram (default); moltbot.pairing.list shows whom it has");
        (await Revoke("signal", "42")).Message.ShouldBe("channel not configured: signal (configured: telegram)");
        (await Revoke("telegram", "  ")).Message.ShouldBe(
            "invalid moltbot.pairing.revoke params: at /senderId: must have 1 to 256 characters");

        Task<GatewayAnswer> Revoke(string channel, string sender) => client.RequestAsync(
            "moltbot.pairing.revoke", new JsonObject { ["channel"] = channel, ["senderId"] = sender });
    }
}
