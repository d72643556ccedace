using System.Text.Json.Nodes;
using Moltbot.TestSupport.Gateway;

namespace Moltbot.System.Tests.Attacks;

/// <summary>Whoever reaches for what is not theirs learns not even whether it exists (T1).</summary>
public sealed class ForeignTenantTests(AttackedSystem attacked) : IClassFixture<AttackedSystem>
{
    [Fact]
    public async Task A_token_that_names_a_tenant_is_refused_like_any_wrong_token()
    {
        GatewayAnswer wrong = await attacked.Shake(new ConnectOptions { Token = "guess" });
        foreach (string token in new[] { "mbt_default_guess", "mbt_nobody_guess", "mbt_other-tenant_guess", "mbt__guess", "mbt_../default_guess", $"mbt_nobody_{AttackedSystem.Secret}" })
        {
            GatewayAnswer answer = await attacked.Shake(new ConnectOptions { Token = token });
            (answer.Code, answer.Message).ShouldBe((wrong.Code, wrong.Message), token);
        }
    }

    [Theory]
    [InlineData("chat.history", "sessionKey")]
    [InlineData("sessions.resolve", "key")]
    [InlineData("sessions.delete", "key")]
    [InlineData("agent.wait", "runId")]
    [InlineData("device.token.revoke", "deviceId")]
    [InlineData("device.token.rotate", "deviceId")]
    [InlineData("device.pair.approve", "requestId")]
    [InlineData("device.pair.reject", "requestId")]
    [InlineData("node.describe", "nodeId")]
    public async Task A_foreign_id_is_answered_as_one_that_never_was(string method, string parameter)
    {
        await using GatewayTestClient client = await attacked.System.Connect();
        string never = Convert.ToHexStringLower(Guid.NewGuid().ToByteArray()) + Convert.ToHexStringLower(Guid.NewGuid().ToByteArray());

        GatewayAnswer unknown = await client.RequestAsync(method, Ask(parameter, never));
        GatewayAnswer foreign = await client.RequestAsync(method, Ask(parameter, $"nobody/{never}"));

        Shape(foreign, $"nobody/{never}").ShouldBe(Shape(unknown, never));
    }

    private static JsonObject Ask(string parameter, string id)
    {
        var asked = new JsonObject { [parameter] = id };
        if (parameter == "runId")
        {
            asked["timeoutMs"] = 1;
        }

        if (parameter == "deviceId")
        {
            asked["role"] = "operator";
        }

        return asked;
    }

    private static string Shape(GatewayAnswer answer, string id) => answer.Ok
        ? "ok " + answer.Payload.GetRawText().Replace(id, "ID", StringComparison.Ordinal)
        : $"{answer.Code} {answer.Message!.Replace(id, "ID", StringComparison.Ordinal)}";
}
