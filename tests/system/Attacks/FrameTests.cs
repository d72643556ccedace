using System.Text;
using System.Text.Json.Nodes;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Gateway;

namespace Moltbot.System.Tests.Attacks;

/// <summary>Frames that are too big, too deep, or no frames at all (B3, B5, bad input).</summary>
public sealed class FrameTests(AttackedSystem attacked) : IClassFixture<AttackedSystem>
{
    private const int Limit = 524_288;

    [Fact]
    public async Task A_frame_above_the_limit_ends_its_connection_and_no_other()
    {
        await using GatewayTestClient bystander = await attacked.System.Connect("bystander");
        await using GatewayTestClient client = await attacked.System.Connect();

        await client.SendRawAsync(new string('x', Limit + 1), TestContext.Current.CancellationToken);

        (await client.ClosedAsync()).Code.ShouldBe(1009);
        (await bystander.CallAsync("health")).GetProperty("ok").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task A_stranger_may_not_even_send_so_much()
    {
        await using GatewayTestClient client = await GatewayTestClient.OpenAsync(attacked.System.Url, cancel: TestContext.Current.CancellationToken);

        await client.SendRawAsync(new string('x', Limit + 1), TestContext.Current.CancellationToken);

        (await client.ClosedAsync()).Code.ShouldBe(1009);
    }

    [Fact]
    public async Task A_frame_at_the_limit_is_read()
    {
        await using GatewayTestClient client = await attacked.System.Connect();
        const string head = """{"type":"req","id":"big","method":"health","params":{"pad":" """, tail = "\"}}";

        await client.SendRawAsync(head + new string('x', Limit - head.Length - tail.Length) + tail, TestContext.Current.CancellationToken);

        (await client.AnswerAsync("big")).Ok.ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{"type":"req","id":"x","method":""}""")]
    [InlineData("""{"type":"req","id":"x"}""")]
    [InlineData("""{"type":"res","id":"x","ok":true}""")]
    [InlineData("""{"type":"req","id":"x","method":"health","admin":true}""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("17")]
    public async Task What_is_no_request_is_said_to_be_none(string frame)
    {
        await using GatewayTestClient client = await attacked.System.Connect();

        await client.SendRawAsync(frame, TestContext.Current.CancellationToken);
        ReceivedFrame answer = await client.TakeAsync("an answer", static received => received.Type == "res");

        answer.Json.GetProperty("ok").GetBoolean().ShouldBeFalse();
        answer.Json.GetProperty("error").GetProperty("message").GetString()!.ShouldStartWith("invalid request frame");
        (await client.RequestAsync("health")).Ok.ShouldBeTrue();
    }

    [Fact]
    public async Task What_cannot_be_read_changes_nothing()
    {
        await using GatewayTestClient client = await attacked.System.Connect();
        foreach (string text in new[] { "", " ", "{", "\u0000", "{\"type\":\"req\",", "\ufeff{}", new string('[', 100_000), "{\"a\":" + new string('{', 5000) })
        {
            await client.SendRawAsync(text, TestContext.Current.CancellationToken);
        }

        await client.SendBinaryAsync(new byte[] { 0xff, 0xfe, 0xc3, 0x28, 0x00 }, TestContext.Current.CancellationToken);

        (await client.CallAsync("health")).GetProperty("ok").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Ids_come_back_as_they_were_sent_and_never_as_anything_else()
    {
        await using GatewayTestClient client = await attacked.System.Connect();
        foreach (string id in new[] { "\u0001\u001b[2J", "\u202egnp.exe", "\"}{", "../../etc/passwd" })
        {
            var frame = new JsonObject { ["type"] = "req", ["id"] = id, ["method"] = "health" };
            await client.SendRawAsync(frame.ToJsonString(), TestContext.Current.CancellationToken);
            ReceivedFrame answer = await client.TakeAsync("the answer to a strange id", static received => received.Type == "res");
            answer.Json.GetProperty("id").GetString().ShouldBe(id);
        }

        await client.SendRawAsync($$"""{"type":"req","id":"{{new string('i', 10_000)}}","method":"health"}""", TestContext.Current.CancellationToken);
        (await client.AnswerAsync("invalid")).Message!.ShouldStartWith("invalid request frame: at /id");
    }

    [Theory]
    [InlineData("../../../etc/passwd")]
    [InlineData("agent:main:../../x")]
    [InlineData("agent:../main")]
    [InlineData("agent:main:a\u0000b")]
    [InlineData("default/agent:main:main")]
    [InlineData("other-tenant/agent:main:main")]
    [InlineData("'; drop table turns; --")]
    public async Task A_session_key_is_never_a_path_a_statement_or_another_tenant(string key)
    {
        await using GatewayTestClient client = await attacked.System.Connect();
        await client.Ask("hello", Guid.NewGuid().ToString());

        GatewayAnswer answer = await client.RequestAsync("chat.history", new JsonObject { ["sessionKey"] = key });

        if (answer.Ok)
        {
            answer.Payload.GetProperty("messages").GetArrayLength().ShouldBe(0);
        }
        else
        {
            answer.Code.ShouldBe("INVALID_REQUEST");
        }

        (await client.CallAsync("health")).GetProperty("ok").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task A_huge_prompt_is_refused_or_answered_and_harms_nobody()
    {
        await using GatewayTestClient client = await attacked.System.Connect();

        string answer = await client.Ask(new string('p', 400_000), "huge", "agent:main:huge");

        answer.ShouldNotBeNullOrEmpty();
        (await client.Ask("hello", "after the huge one", "agent:main:other")).ShouldBe("Hello from the simulated model.");
    }

    [Fact]
    public async Task Bytes_that_are_no_text_do_not_come_back_as_text()
    {
        await using GatewayTestClient client = await attacked.System.Connect();
        byte[] frame = [.. Encoding.UTF8.GetBytes("""{"type":"req","id":"b","method":"chat.send","params":{"sessionKey":"agent:main:bytes","idempotencyKey":"b","message":"a"""), 0xff, 0xfe, .. Encoding.UTF8.GetBytes("\"}}")];

        await client.SendBinaryAsync(frame, TestContext.Current.CancellationToken);

        string history = (await client.CallAsync("chat.history", new JsonObject { ["sessionKey"] = "agent:main:bytes" })).GetRawText();
        history.ShouldNotContain('\ufffd');
        history.ShouldNotContain("\\ufffd", Case.Insensitive);
        client.Frames.ShouldAllBe(static received => !received.Text.Contains('\ufffd', StringComparison.Ordinal));
    }
}
