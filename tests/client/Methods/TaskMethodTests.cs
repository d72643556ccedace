using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Gateway.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Shouldly;
using Xunit;

namespace Moltbot.Gateway.Tests.Methods;

/// <summary>The task queue over the wire.</summary>
public sealed class TaskMethodTests
{
    [Fact]
    public async Task A_task_is_queued_once_for_its_key_shown_counted_and_cancelled()
    {
        await using GatewayRig rig = await GatewayRig.Start();
        await using GatewayTestClient client = await rig.Connect();
        var wanted = new JsonObject { ["message"] = "tidy up", ["priority"] = 3, ["delayMs"] = 600_000, ["maxAttempts"] = 2, ["idempotencyKey"] = "k" };

        JsonElement added = await client.CallAsync("moltbot.tasks.add", wanted.DeepClone());
        added.GetProperty("existing").GetBoolean().ShouldBeFalse();
        JsonElement task = added.GetProperty("task");
        string id = task.GetProperty("id").GetString()!;
        Names(task).ShouldBe(
            ["agentId", "attempts", "createdAtMs", "createdBy", "id", "idempotencyKey", "maxAttempts", "message", "notBeforeMs", "order", "priority", "sessionKey", "status"]);
        (task.GetProperty("status").GetString(), task.GetProperty("priority").GetInt64(), task.GetProperty("maxAttempts").GetInt64()).ShouldBe(("delayed", 3, 2));
        (task.GetProperty("notBeforeMs").GetInt64() - task.GetProperty("createdAtMs").GetInt64()).ShouldBe(600_000);
        task.GetProperty("sessionKey").GetString().ShouldBe($"agent:main:task:{id}");

        JsonElement again = await client.CallAsync("moltbot.tasks.add", wanted);
        (again.GetProperty("existing").GetBoolean(), again.GetProperty("task").GetProperty("id").GetString()).ShouldBe((true, id));
        (await client.CallAsync("moltbot.tasks.get", Id(id))).GetProperty("task").GetProperty("message").GetString().ShouldBe("tidy up");
        (await client.CallAsync("moltbot.tasks.list", new JsonObject { ["status"] = "delayed", ["limit"] = 1 })).GetProperty("tasks").GetArrayLength().ShouldBe(1);
        (await client.CallAsync("moltbot.tasks.list", new JsonObject { ["before"] = task.GetProperty("order").GetInt64() })).ToString().ShouldBe("""{"tasks":[]}""");
        (await client.CallAsync("moltbot.tasks.stats")).ToString()
            .ShouldBe("""{"queued":0,"delayed":1,"running":0,"dead":0,"attempts":0,"processed":0,"failed":0}""");

        (await client.CallAsync("moltbot.tasks.retry", Id(id))).ToString().ShouldBe("""{"changed":false}""");
        (await client.CallAsync("moltbot.tasks.cancel", Id(id))).ToString().ShouldBe("""{"changed":true}""");
        (await client.CallAsync("moltbot.tasks.cancel", Id(id))).ToString().ShouldBe("""{"changed":false}""");
        (await client.CallAsync("moltbot.tasks.get", Id(id))).GetProperty("task").GetProperty("status").GetString().ShouldBe("cancelled");
    }

    [Theory]
    [InlineData("moltbot.tasks.add", """{}""", "invalid moltbot.tasks.add params: must have required property 'message'")]
    [InlineData("moltbot.tasks.add", """{"message":" "}""", "invalid moltbot.tasks.add params: a task needs a message")]
    [InlineData("moltbot.tasks.add", """{"message":"m","agentId":"nobody"}""", "invalid moltbot.tasks.add params: unknown agent id \"nobody\" (there are main)")]
    [InlineData("moltbot.tasks.add", """{"message":"m","priority":101}""", "invalid moltbot.tasks.add params: at /priority: must be <= 100")]
    [InlineData("moltbot.tasks.get", """{"id":"../x"}""", "there is no such task")]
    public async Task What_is_wrong_is_said(string method, string sent, string message)
    {
        await using GatewayRig rig = await GatewayRig.Start();
        await using GatewayTestClient client = await rig.Connect();

        GatewayAnswer refused = await client.RequestAsync(method, JsonNode.Parse(sent));
        (refused.Code, refused.Message).ShouldBe(("INVALID_REQUEST", message));
    }

    [Fact]
    public async Task Who_may_not_administer_looks_and_changes_nothing()
    {
        await using GatewayRig rig = await GatewayRig.Start();
        await using GatewayTestClient admin = await rig.Connect();
        string id = (await admin.CallAsync("moltbot.tasks.add", new JsonObject { ["message"] = "m", ["delayMs"] = 1000 })).GetProperty("task").GetProperty("id").GetString()!;
        await using GatewayTestClient client = await rig.Connect(new ConnectOptions { Token = GatewayRig.Token, Scopes = ["operator.read", "operator.write"] });

        (await client.CallAsync("moltbot.tasks.get", Id(id))).GetProperty("task").GetProperty("status").GetString().ShouldBe("delayed");
        foreach (string method in new[] { "moltbot.tasks.add", "moltbot.tasks.cancel", "moltbot.tasks.retry" })
        {
            (await client.RequestAsync(method, method.EndsWith("add", StringComparison.Ordinal) ? new JsonObject { ["message"] = "m" } : Id(id))).Message.ShouldBe("missing scope: operator.admin");
        }

        (await client.CallAsync("moltbot.tasks.stats")).GetProperty("delayed").GetInt64().ShouldBe(1);
    }

    private static JsonObject Id(string id) => new() { ["id"] = id };

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(static member => member.Name).Order(StringComparer.Ordinal);
}
