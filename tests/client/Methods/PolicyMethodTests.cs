using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Gateway.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Shouldly;
using Xunit;

namespace Moltbot.Gateway.Tests.Methods;

/// <summary>What policy decides and why, asked over the wire.</summary>
public sealed class PolicyMethodTests
{
    private const string Config = """
        {
          tools: { deny: ["exec"], byProvider: { fast: { deny: ["canvas"] } }, sandbox: { tools: { deny: ["image"] } } },
          agents: {
            defaults: { model: { primary: "slow/m", fallbacks: [] }, models: { "fast/m": { alias: "quick" } }, sandbox: { mode: "non-main" } },
            list: [{ id: "main" }, { id: "family", tools: { allow: ["read"] } }],
          },
          channels: { telegram: { botToken: "1:x", allowFrom: ["7"], groups: { "-100": { tools: { deny: ["cron"] } } } } },
        }
        """;

    [Fact]
    public async Task Tools_are_explained_to_who_may_read_and_to_nobody_else()
    {
        await using GatewayRig rig = await GatewayRig.Start(Config);
        await using GatewayTestClient reader = await rig.Connect(new ConnectOptions { Token = GatewayRig.Token, Scopes = ["operator.read"] });

        JsonElement refused = await Explain(reader, new() { ["tool"] = "BASH" });
        refused.GetProperty("tool").GetString().ShouldBe("exec");
        refused.GetProperty("known").GetBoolean().ShouldBeTrue();
        refused.GetProperty("allowed").GetBoolean().ShouldBeFalse();
        refused.GetProperty("refusedBy").GetString().ShouldBe("global");
        refused.GetProperty("sessionKey").GetString().ShouldBe("agent:main:main");
        refused.GetProperty("sandboxed").GetBoolean().ShouldBeFalse();
        refused.GetProperty("provider").GetString().ShouldBe("slow");
        JsonElement line = refused.GetProperty("lines").EnumerateArray().Single(each => each.GetProperty("says").GetString() == "refuses");
        line.ToString().ShouldBe(
            """{"rule":"global","says":"refuses","reason":"exec in tools.deny denies it","key":"tools.deny","entry":"exec","change":{"do":"remove","key":"tools.deny","value":"exec"}}""");

        await using GatewayTestClient pairer = await rig.Connect(new ConnectOptions { Token = GatewayRig.Token, Scopes = ["operator.pairing"] });
        (await pairer.RequestAsync("moltbot.policy.explain", new JsonObject { ["tool"] = "exec" })).Message.ShouldBe("missing scope: operator.read");
        (await pairer.RequestAsync("moltbot.policy.admission", new JsonObject { ["channel"] = "telegram", ["senderId"] = "7" })).Message
            .ShouldBe("missing scope: operator.read");
    }

    [Fact]
    public async Task The_chat_leads_to_the_session_and_the_model_may_be_named()
    {
        await using GatewayRig rig = await GatewayRig.Start(Config);
        await using GatewayTestClient client = await rig.Connect();

        JsonElement group = await Explain(client, new() { ["tool"] = "cron", ["channel"] = "telegram", ["groupId"] = "-100" });
        group.GetProperty("sessionKey").GetString().ShouldBe("agent:main:telegram:group:-100");
        group.GetProperty("sandboxed").GetBoolean().ShouldBeTrue();
        group.GetProperty("refusedBy").GetString().ShouldBe("group");

        (await Explain(client, new() { ["tool"] = "canvas" })).GetProperty("allowed").GetBoolean().ShouldBeTrue();
        (await Explain(client, new() { ["tool"] = "canvas", ["model"] = "quick" })).GetProperty("refusedBy").GetString().ShouldBe("global-by-provider");
        (await Explain(client, new() { ["tool"] = "write", ["agentId"] = "Family" })).GetProperty("refusedBy").GetString().ShouldBe("agent");
        (await Explain(client, new() { ["tool"] = "write", ["sessionKey"] = "agent:family:main" })).GetProperty("agentId").GetString().ShouldBe("family");
        (await Explain(client, new() { ["tool"] = "no_such_tool" })).GetProperty("known").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task The_tools_of_a_session_are_told_with_what_is_missing()
    {
        await using GatewayRig rig = await GatewayRig.Start("{ gateway: { nodes: { allowCommands: ['tools.run'] } }," + Config[1..]);
        await using GatewayTestClient reader = await rig.Connect(new ConnectOptions { Token = GatewayRig.Token, Scopes = ["operator.read"] });
        JsonElement alone = await reader.CallAsync("moltbot.policy.tools", new JsonObject { ["sessionKey"] = "agent:family:main" });
        alone.GetProperty("runner").GetBoolean().ShouldBeFalse();
        Standing(alone, "read").ShouldBe("""{"tool":"read","allowed":true,"reason":"read in agents.list[family].tools.allow allows it","offered":false,"missing":"no runner is connected"}""");

        TestDevice device = TestDevice.New();
        await using GatewayTestClient runner = await rig.Connect(new ConnectOptions
        {
            Token = GatewayRig.Token, Device = device, Role = "node", ClientId = "node-host", Mode = "node", Scopes = [], Caps = ["tools"], Commands = ["tools.run"],
        });
        JsonElement tools = await reader.CallAsync("moltbot.policy.tools", new JsonObject { ["sessionKey"] = "agent:family:main" });

        (tools.GetProperty("agentId").GetString(), tools.GetProperty("sessionKey").GetString()).ShouldBe(("family", "agent:family:main"));
        (tools.GetProperty("runner").GetBoolean(), tools.GetProperty("provider").GetString()).ShouldBe((true, "slow"));
        Standing(tools, "read").ShouldBe("""{"tool":"read","allowed":true,"reason":"read in agents.list[family].tools.allow allows it","offered":true}""");
        Standing(tools, "exec").ShouldBe("""{"tool":"exec","allowed":false,"refusedBy":"global","reason":"exec in tools.deny denies it","offered":false}""");

        JsonElement main = await reader.CallAsync("moltbot.policy.tools", new JsonObject());
        main.GetProperty("sessionKey").GetString().ShouldBe("agent:main:main");
        Standing(main, "browser").ShouldContain("\"missing\":\"nothing has it\"");
        Standing(main, "cron").ShouldContain("\"offered\":true");
        (await reader.RequestAsync("moltbot.policy.tools", new JsonObject { ["agentId"] = "stranger" })).Message!.ShouldContain("unknown agent id");

        await using GatewayTestClient pairer = await rig.Connect(new ConnectOptions { Token = GatewayRig.Token, Scopes = ["operator.pairing"] });
        (await pairer.RequestAsync("moltbot.policy.tools", new JsonObject())).Message.ShouldBe("missing scope: operator.read");

        static string Standing(JsonElement overview, string tool) =>
            overview.GetProperty("tools").EnumerateArray().Single(each => each.GetProperty("tool").GetString() == tool).GetRawText();
    }

    [Fact]
    public async Task What_cannot_be_asked_is_refused_with_the_reason()
    {
        await using GatewayRig rig = await GatewayRig.Start(Config);
        await using GatewayTestClient client = await rig.Connect();

        await Refused(new() { ["tool"] = "read", ["agentId"] = "stranger" }, "unknown agent id \"stranger\"");
        await Refused(new() { ["tool"] = "read", ["sessionKey"] = "agent:stranger:main" }, "unknown agent id \"stranger\"");
        await Refused(new() { ["tool"] = "read", ["agentId"] = "main", ["sessionKey"] = "agent:family:main" }, "does not match session key agent \"family\"");
        await Refused(new() { ["tool"] = "read", ["groupId"] = "-100" }, "a group or an account needs the channel");
        await Refused(new() { ["tool"] = "read", ["channel"] = "matrix" }, "channel not configured: matrix");
        await Refused(new() { ["tool"] = "read", ["channel"] = "telegram", ["accountId"] = "other" }, "unknown telegram account: other");
        await Refused(new() { ["tool"] = "read", ["sessionKey"] = "a\u0001b" }, "control characters");
        await Refused(new() { ["agentId"] = "main" }, "tool");

        async Task Refused(JsonObject question, string reason) =>
            (await client.RequestAsync("moltbot.policy.explain", question)).Message!.ShouldContain(reason);
    }

    [Fact]
    public async Task Admission_is_what_the_message_itself_would_get()
    {
        await using GatewayRig rig = await GatewayRig.Start(Config);
        await using GatewayTestClient client = await rig.Connect();

        JsonElement owner = await client.CallAsync("moltbot.policy.admission", new JsonObject { ["channel"] = "telegram", ["senderId"] = "7" });
        owner.GetProperty("outcome").GetString().ShouldBe("accept");
        owner.GetProperty("reason").GetString().ShouldBe("DmSenderListed");
        owner.GetProperty("sessionKey").GetString().ShouldBe("agent:main:main");
        owner.GetProperty("commandsAllowed").GetBoolean().ShouldBeTrue();
        owner.GetProperty("lines").EnumerateArray().Last().ToString().ShouldBe(
            """{"rule":"allow-list","says":"allows","reason":"7 in channels.telegram.allowFrom names the sender","key":"channels.telegram.allowFrom","entry":"7","change":{"do":"remove","key":"channels.telegram.allowFrom","value":"7"}}""");

        JsonElement stranger = await client.CallAsync("moltbot.policy.admission", new JsonObject { ["channel"] = "telegram", ["senderId"] = "8" });
        stranger.GetProperty("outcome").GetString().ShouldBe("pair");
        JsonElement silent = await client.CallAsync("moltbot.policy.admission", new JsonObject { ["channel"] = "telegram", ["senderId"] = "7", ["groupId"] = "-100" });
        silent.GetProperty("outcome").GetString().ShouldBe("context");
        JsonElement addressed = await client.CallAsync(
            "moltbot.policy.admission", new JsonObject { ["channel"] = "telegram", ["senderId"] = "7", ["groupId"] = "-100", ["mentioned"] = true });
        addressed.GetProperty("outcome").GetString().ShouldBe("accept");
        (await client.RequestAsync("moltbot.policy.admission", new JsonObject { ["channel"] = "signal", ["senderId"] = "7" })).Message!
            .ShouldContain("channel not configured: signal");
    }

    private static Task<JsonElement> Explain(GatewayTestClient client, JsonObject question) => client.CallAsync("moltbot.policy.explain", question);
}
