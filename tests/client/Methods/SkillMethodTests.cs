using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Gateway.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Shouldly;
using Xunit;

namespace Moltbot.Gateway.Tests.Methods;

/// <summary>Skills over the wire.</summary>
public sealed class SkillMethodTests
{
    private const string Words = "---\nname: notes\ndescription: Keeps notes\nmetadata: {openclaw: {emoji: 'x', primaryEnv: 'NOTES_KEY', requires: {bins: ['jq'], env: ['NOTES_KEY'], config: ['channels.telegram']}, install: [{kind: 'brew', formula: 'jq', bins: ['jq']}]}}\n---\nWrite it down.\n";

    [Fact]
    public async Task A_skill_is_taken_in_looked_at_approved_and_switched_off()
    {
        await using GatewayRig rig = await GatewayRig.Start();
        await using GatewayTestClient client = await rig.Connect();

        JsonElement installed = (await client.CallAsync("moltbot.skills.install", Folder(("skill.yaml", "name: hello\ntriggers: [hello]\nreply: Hi\n")))).GetProperty("skill");
        (installed.GetProperty("status").GetString(), installed.GetProperty("kind").GetString()).ShouldBe(("pending", "answers"));
        installed.GetProperty("report").GetProperty("triggers")[0].GetString().ShouldBe("hello");
        string hash = installed.GetProperty("hash").GetString()!;

        GatewayAnswer refused = await client.RequestAsync("moltbot.skills.approve", new JsonObject { ["name"] = "hello", ["hash"] = new string('0', 64) });
        (refused.Code, refused.Message).ShouldBe(("INVALID_REQUEST", $"hello is not what was shown: its hash is {hash}; look at it again"));
        (await client.CallAsync("moltbot.skills.approve", new JsonObject { ["name"] = "hello", ["hash"] = hash })).GetProperty("skill").GetProperty("status").GetString().ShouldBe("approved");

        JsonElement listed = (await client.CallAsync("moltbot.skills.list")).GetProperty("skills")[0];
        listed.TryGetProperty("report", out _).ShouldBeFalse();
        listed.GetProperty("approvedBy").GetString().ShouldNotBeNullOrEmpty();
        (await client.CallAsync("moltbot.skills.info", new JsonObject { ["name"] = "hello" })).GetProperty("skill").GetProperty("report").GetProperty("hash").GetString().ShouldBe(hash);
        (await client.CallAsync("moltbot.skills.disable", new JsonObject { ["name"] = "hello" })).GetProperty("skill").GetProperty("status").GetString().ShouldBe("disabled");
        (await client.CallAsync("moltbot.skills.remove", new JsonObject { ["name"] = "hello" })).ToString().ShouldBe("""{"removed":true}""");
        (await client.RequestAsync("moltbot.skills.info", new JsonObject { ["name"] = "hello" })).Message.ShouldBe("no skill of this name is installed");
    }

    [Fact]
    public async Task What_is_no_folder_is_refused()
    {
        await using GatewayRig rig = await GatewayRig.Start();
        await using GatewayTestClient client = await rig.Connect();
        (await client.RequestAsync("moltbot.skills.install", new JsonObject { ["files"] = new JsonArray() })).Message.ShouldBe("a skill's folder holds either SKILL.md or skill.yaml");
        (await client.RequestAsync("moltbot.skills.install", new JsonObject { ["files"] = new JsonArray(new JsonObject { ["path"] = "skill.yaml", ["content"] = "%" }) })).Message
            .ShouldBe("invalid moltbot.skills.install params: at /files/0/content: must be base64");
        (await client.RequestAsync("moltbot.skills.install", Folder(("../skill.yaml", "x")))).Message!.ShouldStartWith("../skill.yaml: ");
    }

    [Fact]
    public async Task The_status_tells_what_is_there_and_missing_and_no_secret()
    {
        await using GatewayRig rig = await GatewayRig.Start();
        await using GatewayTestClient client = await rig.Connect();
        (await client.CallAsync("skills.status")).ToString().ShouldBe("""{"workspaceDir":"database","managedSkillsDir":"database","skills":[]}""");

        string hash = (await client.CallAsync("moltbot.skills.install", Folder(("SKILL.md", Words)))).GetProperty("skill").GetProperty("hash").GetString()!;
        JsonElement skill = (await client.CallAsync("skills.status")).GetProperty("skills")[0];
        (skill.GetProperty("review").GetString(), skill.GetProperty("eligible").GetBoolean(), skill.GetProperty("emoji").GetString()).ShouldBe(("pending", false, "x"));
        skill.GetProperty("missing").ToString().ShouldBe("""{"bins":["jq"],"anyBins":[],"env":["NOTES_KEY"],"config":["channels.telegram"],"os":[]}""");
        skill.GetProperty("configChecks").ToString().ShouldBe("""[{"path":"channels.telegram","satisfied":false}]""");
        skill.GetProperty("install").ToString().ShouldBe("""[{"id":"brew-0","kind":"brew","label":"Install jq","bins":["jq"]}]""");

        await client.CallAsync("moltbot.skills.approve", new JsonObject { ["name"] = "notes", ["hash"] = hash });
        JsonElement updated = await client.CallAsync("skills.update", new JsonObject { ["skillKey"] = "notes", ["apiKey"] = "canary-0123456789", ["enabled"] = true });
        updated.GetProperty("ok").GetBoolean().ShouldBeTrue();
        updated.ToString().ShouldNotContain("canary-0123456789");
        JsonElement after = await client.CallAsync("skills.status");
        after.ToString().ShouldNotContain("canary-0123456789");
        after.GetProperty("skills")[0].GetProperty("missing").GetProperty("env").GetArrayLength().ShouldBe(0);

        await client.CallAsync("skills.update", new JsonObject { ["skillKey"] = "notes", ["apiKey"] = " ", ["enabled"] = false });
        JsonElement off = (await client.CallAsync("skills.status")).GetProperty("skills")[0];
        off.GetProperty("disabled").GetBoolean().ShouldBeTrue();
        off.GetProperty("missing").GetProperty("env")[0].GetString().ShouldBe("NOTES_KEY");
    }

    [Fact]
    public async Task Nothing_is_installed_on_the_gateway()
    {
        await using GatewayRig rig = await GatewayRig.Start();
        await using GatewayTestClient client = await rig.Connect();
        await client.CallAsync("moltbot.skills.install", Folder(("SKILL.md", Words)));
        (await Installed("nobody", "brew-0")).ShouldBe("Skill not found: nobody");
        (await Installed("notes", "npm-0")).ShouldBe("Installer not found: npm-0");
        (await Installed("notes", "brew-0")).ShouldBe("Nothing is installed from here: put the program on the machine of the runner");

        async Task<string?> Installed(string name, string way)
        {
            JsonElement answer = await client.CallAsync("skills.install", new JsonObject { ["name"] = name, ["installId"] = way });
            answer.GetProperty("ok").GetBoolean().ShouldBeFalse();
            return answer.GetProperty("message").GetString();
        }
    }

    private static JsonObject Folder(params (string Path, string Text)[] files) => new()
    {
        ["files"] = new JsonArray([.. files.Select(static file => new JsonObject { ["path"] = file.Path, ["content"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(file.Text)) })]),
    };
}
