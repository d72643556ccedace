using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Protocol.Schemas;
using Moltbot.Protocol.Schemas.Wire;
using Moltbot.TestSupport.Runs;
using Moltbot.TestSupport.Wire;

namespace Moltbot.Protocol.Tests.Schemas;

public sealed class ShapeTests
{
    [Theory]
    [InlineData("ConnectParams", """{"minProtocol":0.5,"maxProtocol":3,"client":5}""", "at /minProtocol: must be integer; at /minProtocol: must be >= 1; at /client: must be object")]
    [InlineData("WakeParams", """{"mode":5,"text":"x"}""", "at /mode: must be string; at /mode: must be equal to constant; at /mode: must match a schema in anyOf")]
    [InlineData("SessionsPatchParams", """{"key":"k","label":""}""", "at /label: must NOT have fewer than 1 characters; at /label: must be null; at /label: must match a schema in anyOf")]
    [InlineData("ConnectParams", """{"minProtocol":3,"maxProtocol":3,"client":{"id":"cli","version":"1","platform":"x","mode":"cli"},"permissions":{"a/b~c":1}}""", "at /permissions/a~1b~0c: must be boolean")]
    [InlineData("SessionsPreviewParams", """{"keys":["a","",3]}""", "at /keys/1: must NOT have fewer than 1 characters; at /keys/2: must be string")]
    [InlineData("ChatHistoryParams", """{"sessionKey":"a","limit":5,"limit":6}""", "duplicate property 'limit'")]
    [InlineData("ChatHistoryParams", """{"sessionKey":"a"," ":5}""", "must NOT have additional properties")]
    [InlineData("ExecApprovalsSetParams", """{"file":{"version":"1"}}""", "at /file/version: must be number; at /file/version: must be equal to constant")]
    [InlineData("ModelsListParams", "3", "must be object")]
    public void Reasons_read_as_clients_know_them(string shape, string value, string reasons)
    {
        using var document = JsonDocument.Parse(value);

        ValidationErrors.Format(WireShapes.All[shape].Explain(document.RootElement)).ShouldBe(reasons);
        WireShapes.All[shape].Accepts(Encoding.UTF8.GetBytes(value)).ShouldBeFalse();
    }

    [Fact]
    public void A_flood_of_unknown_keys_is_answered_shortly()
    {
        var flood = new JsonObject(Enumerable.Range(0, 5000).Select(i => KeyValuePair.Create($"key{i}", (JsonNode?)i)));
        using var document = JsonDocument.Parse(flood.ToJsonString());

        var text = ValidationErrors.Format(WireShapes.All["ModelsListParams"].Explain(document.RootElement));

        text.ShouldStartWith("at root: unexpected property 'key0'; at root: unexpected property 'key1'; ");
        text.ShouldEndWith("; and 4900 more");
    }

    [Fact]
    public void The_quick_check_and_the_reasons_agree_on_random_values()
    {
        var random = new Random(34_2425);
        var shapes = WireShapes.All.ToArray();
        var accepted = 0;
        for (var round = 0; round < 30_000; round++)
        {
            var (name, shape) = shapes[random.Next(shapes.Length)];
            var text = RandomJson.For(random).ToJsonString();
            using var document = JsonDocument.Parse(text);

            var fits = shape.Explain(document.RootElement).Count == 0;

            shape.Accepts(Encoding.UTF8.GetBytes(text)).ShouldBe(fits, $"{name} {text}");
            accepted += fits ? 1 : 0;
        }

        accepted.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void Checking_allocates_nothing()
    {
        var shape = ChatShapes.ChatSendParams;
        var value = """{"sessionKey":"main","message":"hi\n","idempotencyKey":"k","timeoutMs":1000,"attachments":[{"a":[1]}]}"""u8.ToArray();
        shape.Accepts(value).ShouldBeTrue();

        Allocations.EachTime(() => shape.Accepts(value)).ShouldBe(0);
    }
}
