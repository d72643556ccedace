using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Gateway.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Shouldly;
using Xunit;

namespace Moltbot.Gateway.Tests.Methods;

/// <summary>Sandboxes over the wire: who may see them, who may throw them away, and which are meant.</summary>
public sealed class SandboxMethodTests
{
    private const string Config = """
        {
          gateway: { nodes: { allowCommands: ["tools.run"] } },
          agents: { defaults: { sandbox: { mode: "non-main", workspaceAccess: "ro", prune: { idleHours: 0 } } }, list: [{ id: "main" }, { id: "own", sandbox: { scope: "session", pruneMinutes: 90 } }] },
          tools: { sandbox: { tools: { allow: ["read"], deny: ["exec"] } } },
        }
        """;

    [Fact]
    public async Task A_session_is_explained_with_the_keys_that_say_so()
    {
        await using GatewayRig rig = await GatewayRig.Start(Config);
        await using GatewayTestClient reader = await rig.Connect(new ConnectOptions { Token = GatewayRig.Token, Scopes = ["operator.read"] });

        JsonElement main = await reader.CallAsync("moltbot.sandbox.explain");
        main.GetProperty("sessionKey").GetString().ShouldBe("agent:main:main");
        main.GetProperty("sandboxed").GetBoolean().ShouldBeFalse();
        main.GetProperty("reason").GetString().ShouldBe("it is the agent's main session, which mode non-main leaves out");
        main.TryGetProperty("sandboxKey", out _).ShouldBeFalse();
        main.GetProperty("runner").GetBoolean().ShouldBeFalse();

        JsonElement group = await reader.CallAsync("moltbot.sandbox.explain", new JsonObject { ["sessionKey"] = "agent:own:telegram:group:-1" });
        group.GetProperty("sandboxKey").GetString().ShouldBe("agent:own:telegram:group:-1");
        group.GetProperty("settings").EnumerateArray().Select(static each => $"{each.GetProperty("name")}={each.GetProperty("value")} {(each.TryGetProperty("key", out JsonElement key) ? key : "-")}").ShouldBe(
        [
            "mode=non-main agents.defaults.sandbox.mode", "scope=session agents.list[own].sandbox.scope", "workspaceAccess=ro agents.defaults.sandbox.workspaceAccess", "docker.network=none -",
            "prune.idleHours=90 min agents.list[own].sandbox.pruneMinutes", "prune.maxAgeDays=7 d -",
            "tools.allow=2 entries tools.sandbox.tools.allow", "tools.deny=1 entries tools.sandbox.tools.deny",
        ]);
        group.GetProperty("sees").EnumerateArray().Select(static each => (each.GetProperty("path").GetString(), each.GetProperty("writable").GetBoolean())).ShouldBe(
            [("/workspace", true), ("/agent", false), ("/tmp", true), ("/usr", false)]);
        group.GetProperty("deny").EnumerateArray().Select(static each => each.GetString()).ShouldBe(["exec"]);
    }

    [Fact]
    public async Task Nobody_sees_or_throws_away_without_the_scope_for_it()
    {
        await using GatewayRig rig = await GatewayRig.Start(Config);
        await using GatewayTestClient reader = await rig.Connect(new ConnectOptions { Token = GatewayRig.Token, Scopes = ["operator.read", "operator.write"] });
        await using GatewayTestClient pairer = await rig.Connect(new ConnectOptions { Token = GatewayRig.Token, Scopes = ["operator.pairing"] });

        (await reader.RequestAsync("moltbot.sandbox.recreate", new JsonObject { ["all"] = true })).Message.ShouldBe("missing scope: operator.admin");
        (await pairer.RequestAsync("moltbot.sandbox.list")).Message.ShouldBe("missing scope: operator.read");
        (await pairer.RequestAsync("moltbot.sandbox.explain")).Message.ShouldBe("missing scope: operator.read");
        (await reader.CallAsync("moltbot.sandbox.list")).ToString().ShouldBe("""{"sandboxes":[],"runners":[]}""");
    }

    /// <summary>A slip costs no files: what is meant has to be said, and one thing only.</summary>
    [Theory]
    [InlineData("{}")]
    [InlineData("""{"all":false}""")]
    [InlineData("""{"force":true}""")]
    [InlineData("""{"all":true,"agentId":"main"}""")]
    [InlineData("""{"key":"agent:main","sessionKey":"main"}""")]
    [InlineData("""{"key":""}""")]
    [InlineData("""{"agentId":"!!!"}""")]
    [InlineData("""{"agentId":"a b"}""")]
    [InlineData("""{"agentId":"研究"}""")]
    [InlineData("""{"sessionKey":"agent:nobody:main"}""")]
    [InlineData("""{"sessionKey":"agent:main:a\u0000b"}""")]
    [InlineData("""{"tenant":"acme","all":true}""")]
    public async Task What_is_thrown_away_is_said_exactly(string wanted)
    {
        await using GatewayRig rig = await GatewayRig.Start(Config);
        await using GatewayTestClient client = await rig.Connect();
        await using GatewayTestClient runner = await rig.Connect(Runner(TestDevice.New()));

        (await client.RequestAsync("moltbot.sandbox.recreate", JsonNode.Parse(wanted)!.AsObject())).Code.ShouldBe("INVALID_REQUEST");
    }

    [Theory]
    [InlineData("""{"all":true}""", """{"tenant":"default","recreate":true,"force":false}""")]
    [InlineData("""{"key":"../../x"}""", """{"tenant":"default","keys":["../../x"],"recreate":true,"force":false}""")]
    [InlineData("""{"agentId":"Main","force":true}""", """{"tenant":"default","agentId":"main","recreate":true,"force":true}""")]
    [InlineData("""{"sessionKey":"agent:main:telegram:group:-1"}""", """{"tenant":"default","keys":["agent:main:telegram:group:-1","agent:main"],"recreate":true,"force":false}""")]
    [InlineData("""{"sessionKey":"agent:own:telegram:group:-1"}""", """{"tenant":"default","keys":["agent:own:telegram:group:-1"],"recreate":true,"force":false}""")]
    [InlineData("""{"sessionKey":"main"}""", """{"tenant":"default","keys":["agent:main:main"],"recreate":true,"force":false}""")]
    public async Task A_runner_hears_which_are_meant_and_its_answer_is_told(string wanted, string heard)
    {
        await using GatewayRig rig = await GatewayRig.Start(Config);
        await using GatewayTestClient client = await rig.Connect();
        TestDevice device = TestDevice.New();
        await using GatewayTestClient runner = await rig.Connect(Runner(device));

        Task<JsonElement> asked = client.CallAsync("moltbot.sandbox.recreate", JsonNode.Parse(wanted)!.AsObject());
        JsonElement request = (await runner.EventAsync("node.invoke.request")).Payload;
        request.GetProperty("command").GetString().ShouldBe("tools.recreate");
        request.GetProperty("paramsJSON").GetString().ShouldBe(heard);
        await runner.CallAsync("node.invoke.result", new JsonObject
        {
            ["id"] = request.GetProperty("id").GetString(),
            ["nodeId"] = device.Id,
            ["ok"] = true,
            ["payloadJSON"] = """{"sandboxes":[{"key":"agent:main","agentId":"main","sessionKey":"agent:main:main","madeAtMs":1,"usedAtMs":2,"use":"program","outcome":"removed"}],"more":false}""",
        });

        (await asked).ToString().ShouldBe(
            $$"""{"sandboxes":[{"key":"agent:main","agentId":"main","sessionKey":"agent:main:main","nodeId":"{{device.Id}}","createdAtMs":1,"lastUsedAtMs":2,"idleMinutes":0,"maxAgeMinutes":0,"moreBytes":false,"use":"program","outcome":"removed"}],"runners":[{"nodeId":"{{device.Id}}","more":false}]}""");
    }

    private static ConnectOptions Runner(TestDevice device) => new()
    {
        Token = GatewayRig.Token,
        Device = device,
        Role = "node",
        Scopes = null,
        ClientId = "node-host",
        Mode = "node",
        DisplayName = "Runner",
        Caps = ["tools"],
        Commands = ["tools.run", "tools.sandboxes", "tools.recreate"],
    };
}
