using System.Text.Json;
using Microsoft.Extensions.AI;
using Moltbot.Models.Providers;
using Moltbot.TestSupport.Models;

namespace Moltbot.Models.Tests.Providers;

/// <summary>What is sent, wire by wire.</summary>
public sealed class RequestTests
{
    private const string Schema = """{"type":"object","properties":{"city":{"type":"string"}}}""";

    private static readonly AIFunctionDeclaration Weather =
        AIFunctionFactory.CreateDeclaration("weather", "Tells the weather.", JsonDocument.Parse(Schema).RootElement);

    public static TheoryData<ModelApi> Apis => StreamingTests.Apis;

    [Theory]
    [InlineData(ModelApi.OpenAiCompletions, "/v1/chat/completions", "authorization", "Bearer " + ModelRig.Key)]
    [InlineData(ModelApi.OpenAiResponses, "/v1/responses", "authorization", "Bearer " + ModelRig.Key)]
    [InlineData(ModelApi.AnthropicMessages, "/v1/messages", "x-api-key", ModelRig.Key)]
    public async Task The_key_goes_where_the_wire_wants_it(ModelApi api, string path, string header, string value)
    {
        await using var rig = await ModelRig.StartAsync();
        var options = rig.Options(api) with { Headers = new Dictionary<string, string> { ["X-Team"] = "blue", ["User-Agent"] = "mine/1" } };

        await rig.Clients.GetClient("t", options).GetResponseAsync(ModelRig.Hi, cancellationToken: TestContext.Current.CancellationToken);

        var request = rig.Server.Requests.Single();
        request.Path.ShouldBe(path);
        request.Headers[header].ShouldBe(value);
        request.Headers["x-team"].ShouldBe("blue");
        request.Headers["user-agent"].ShouldBe("mine/1");
        request.Headers["content-type"].ShouldBe("application/json");
        request.Headers.ContainsKey("traceparent").ShouldBeFalse();
    }

    [Fact]
    public async Task A_subscription_token_of_anthropic_is_a_bearer()
    {
        await using var rig = await ModelRig.StartAsync();
        var options = rig.Options(ModelApi.AnthropicMessages) with { ApiKey = "sk-ant-oat01-abc" };

        await rig.Clients.GetClient("t", options).GetResponseAsync(ModelRig.Hi, cancellationToken: TestContext.Current.CancellationToken);

        var headers = rig.Server.Requests.Single().Headers;
        headers["authorization"].ShouldBe("Bearer sk-ant-oat01-abc");
        headers.ContainsKey("x-api-key").ShouldBeFalse();
    }

    [Fact]
    public async Task Completions_carry_the_whole_conversation()
    {
        var body = await SendAsync(ModelApi.OpenAiCompletions);

        body.GetProperty("model").GetString().ShouldBe("m1");
        body.GetProperty("max_tokens").GetInt32().ShouldBe(500);
        body.GetProperty("stream_options").GetProperty("include_usage").GetBoolean().ShouldBeTrue();
        body.GetProperty("reasoning_effort").GetString().ShouldBe("high");
        ShouldBeJson(body.GetProperty("tools"), """
            [{"type":"function","function":{"name":"weather","description":"Tells the weather.","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}}]
            """);
        ShouldBeJson(body.GetProperty("messages"), """
            [{"role":"system","content":"Be kind."},
             {"role":"user","content":[{"type":"text","text":"What is this?"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AQID"}}]},
             {"role":"assistant","content":"One moment.","tool_calls":[{"id":"c1","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Ulm\"}"}}]},
             {"role":"tool","tool_call_id":"c1","content":"sunny"},
             {"role":"user","content":"Thanks"}]
            """);
    }

    [Fact]
    public async Task Responses_carry_the_whole_conversation()
    {
        var body = await SendAsync(ModelApi.OpenAiResponses);

        body.GetProperty("store").GetBoolean().ShouldBeFalse();
        body.GetProperty("instructions").GetString().ShouldBe("Be kind.");
        body.GetProperty("max_output_tokens").GetInt32().ShouldBe(500);
        ShouldBeJson(body.GetProperty("reasoning"), """{"effort":"high","summary":"auto"}""");
        ShouldBeJson(body.GetProperty("input"), """
            [{"type":"message","role":"user","content":[{"type":"input_text","text":"What is this?"},{"type":"input_image","image_url":"data:image/png;base64,AQID"}]},
             {"type":"message","role":"assistant","content":[{"type":"output_text","text":"One moment."}]},
             {"type":"function_call","call_id":"c1","name":"weather","arguments":"{\"city\":\"Ulm\"}"},
             {"type":"function_call_output","call_id":"c1","output":"sunny"},
             {"type":"message","role":"user","content":[{"type":"input_text","text":"Thanks"}]}]
            """);
    }

    [Fact]
    public async Task Anthropic_gets_two_roles_and_cache_marks()
    {
        var body = await SendAsync(ModelApi.AnthropicMessages);

        body.GetProperty("max_tokens").GetInt32().ShouldBe(500 + 16_384);
        ShouldBeJson(body.GetProperty("thinking"), """{"type":"enabled","budget_tokens":15860}""");
        body.TryGetProperty("temperature", out _).ShouldBeFalse();
        ShouldBeJson(body.GetProperty("system"), """[{"type":"text","text":"Be kind.","cache_control":{"type":"ephemeral"}}]""");
        ShouldBeJson(body.GetProperty("messages"), """
            [{"role":"user","content":[{"type":"text","text":"What is this?"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AQID"}}]},
             {"role":"assistant","content":[{"type":"text","text":"One moment."},{"type":"tool_use","id":"c1","name":"weather","input":{"city":"Ulm"}}]},
             {"role":"user","content":[{"type":"tool_result","tool_use_id":"c1","content":"sunny"},{"type":"text","text":"Thanks","cache_control":{"type":"ephemeral"}}]}]
            """);
    }

    [Theory]
    [InlineData(ModelApi.OpenAiResponses, "input", "\"encrypted_content\":\"sealed\"")]
    [InlineData(ModelApi.AnthropicMessages, "messages", "\"signature\":\"signed\"")]
    public async Task Protected_reasoning_goes_back_to_who_made_it_only(ModelApi api, string member, string sign)
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Server.Enqueue(ModelReply.Empty.ThenReasoning("Hmm.").ThenText("Yes."));
        var client = rig.Client(api);
        var stop = TestContext.Current.CancellationToken;
        var first = await client.GetResponseAsync(ModelRig.Hi, cancellationToken: stop);
        List<ChatMessage> next = [.. ModelRig.Hi, .. first.Messages, new(ChatRole.User, "go on")];

        await client.GetResponseAsync(next, cancellationToken: stop);
        await rig.Clients.GetClient(ModelRig.Tenant, rig.Options(api, "other")).GetResponseAsync(next, cancellationToken: stop);

        rig.Server.Requests[1].Body.GetProperty(member).GetRawText().ShouldContain(sign);
        rig.Server.Requests[2].Body.GetProperty(member).GetRawText().ShouldNotContain(sign);
    }

    private static async Task<JsonElement> SendAsync(ModelApi api)
    {
        await using var rig = await ModelRig.StartAsync();
        ChatMessage[] messages =
        [
            new(ChatRole.User, [new TextContent("What is this?"), new DataContent(new byte[] { 1, 2, 3 }, "image/png")]),
            new(ChatRole.Assistant,
            [
                new TextReasoningContent("not ours to send"), new TextContent("One moment."),
                new FunctionCallContent("c1", "weather", new Dictionary<string, object?> { ["city"] = "Ulm" }),
            ]),
            new(ChatRole.Tool, [new FunctionResultContent("c1", "sunny")]),
            new(ChatRole.User, "Thanks"),
        ];
        var options = new ChatOptions
        {
            Instructions = "Be kind.", MaxOutputTokens = 500, Tools = [Weather], Temperature = 0.5f,
            Reasoning = new ReasoningOptions { Effort = ReasoningEffort.High },
        };
        await rig.Client(api).GetResponseAsync(messages, options, TestContext.Current.CancellationToken);
        return rig.Server.Requests.Single().Body;
    }

    private static void ShouldBeJson(JsonElement actual, string expected)
    {
        using var wanted = JsonDocument.Parse(expected);
        JsonElement.DeepEquals(actual, wanted.RootElement).ShouldBeTrue($"got {actual.GetRawText()}");
    }
}
