using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Moltbot.Gateway.Tests.Support;
using Moltbot.TestSupport.Models;

namespace Moltbot.Gateway.Tests.Http;

public sealed class OpenAiTests : IAsyncLifetime
{
    private const string Enabled = "gateway: { http: { endpoints: { chatCompletions: { enabled: true }, responses: { enabled: true, maxBodyBytes: 20000 } } } }";
    private const string Completions = "v1/chat/completions";
    private const string Responses = "v1/responses";

    private ConversationRig _rig = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        _rig = await ConversationRig.Start(Enabled);
        _http = new HttpClient { BaseAddress = _rig.Gateway.HttpUrl };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", GatewayRig.Token);
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return _rig.DisposeAsync();
    }

    [Theory]
    [InlineData(Completions)]
    [InlineData(Responses)]
    public async Task Only_the_secret_in_the_header_lets_in(string path)
    {
        foreach (string? header in (string?[])[null, "Bearer wrong", "Bearer ", "Basic " + GatewayRig.Token, GatewayRig.Token])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path + "?token=" + Uri.EscapeDataString(GatewayRig.Token)) { Content = new StringContent("{") };
            _http.DefaultRequestHeaders.Authorization = null;
            if (header is not null)
            {
                request.Headers.TryAddWithoutValidation("Authorization", header);
            }

            using HttpResponseMessage answer = await _http.SendAsync(request);
            answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, header);
            (await answer.Content.ReadAsStringAsync()).ShouldBe("""{"error":{"message":"Unauthorized","type":"unauthorized"}}""");
        }
    }

    [Fact]
    public async Task A_page_of_a_foreign_origin_is_sent_away_even_with_the_secret()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Completions) { Content = new StringContent("{}") };
        request.Headers.Add("Origin", "https://evil.example");

        using HttpResponseMessage answer = await _http.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData(Completions, """{"messages":[]}""", "Missing user message in `messages`.")]
    [InlineData(Completions, """{"messages":[{"role":"system","content":"x"}]}""", "Missing user message in `messages`.")]
    [InlineData(Completions, """{"model":"openclaw:nope","messages":[{"role":"user","content":"x"}]}""", "unknown agent id \"nope\" (known: main)")]
    [InlineData(Completions, "[]", "The body must be a JSON object.")]
    [InlineData(Responses, """{"input":"hi"}""", "model: Invalid input: expected string, received undefined")]
    [InlineData(Responses, """{"model":"openclaw","input":[]}""", "Missing user message in `input`.")]
    [InlineData(Responses, """{"model":"openclaw","input":"x","tool_choice":"required"}""", "Error: tool_choice=required but no tools were provided")]
    [InlineData(Responses, """{"model":"openclaw","input":"x","bogus":1}""", ": Unrecognized key: \"bogus\"")]
    [InlineData(Responses, """{"model":"m","input":[{"role":"user","content":[{"type":"input_image","source":{"type":"url","url":"http://169.254.169.254/"}}]}]}""", "input.0: input_image by URL is not offered; send it as base64 or data URL")]
    public async Task A_wrong_body_is_refused_in_words(string path, string body, string message)
    {
        using HttpResponseMessage answer = await Post(path, body);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        JsonElement error = (await Json(answer)).GetProperty("error");
        error.GetProperty("message").GetString().ShouldBe(message);
        error.GetProperty("type").GetString().ShouldBe("invalid_request_error");
        _rig.Model.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Completions, 1024 * 1024 + 1)]
    [InlineData(Responses, 20_001)]
    public async Task A_body_beyond_its_limit_is_not_read(string path, int size)
    {
        using HttpResponseMessage answer = await Post(path, new string(' ', size));

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Other_verbs_are_refused()
    {
        using HttpResponseMessage answer = await _http.GetAsync(Completions);

        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        answer.Content.Headers.Allow.ShouldBe(["POST"]);
        (await answer.Content.ReadAsStringAsync()).ShouldBe("Method Not Allowed");
    }

    [Fact]
    public async Task A_completion_comes_whole()
    {
        _rig.Model.Enqueue(ModelReply.Text("Hello from the model."));

        using HttpResponseMessage answer = await Post(Completions, """
            {"model":"openclaw","user":"Alice","messages":[{"role":"system","content":"be kind"},{"role":"user","content":[{"type":"text","text":"part one"},{"type":"text","text":"part two"}]}]}
            """);

        JsonElement completion = await Json(answer);
        completion.GetProperty("id").GetString()!.ShouldStartWith("chatcmpl_");
        completion.GetProperty("object").GetString().ShouldBe("chat.completion");
        completion.GetProperty("model").GetString().ShouldBe("openclaw");
        completion.GetProperty("choices")[0].GetRawText()
            .ShouldBe("""{"index":0,"message":{"role":"assistant","content":"Hello from the model."},"finish_reason":"stop"}""");
        (await _rig.Client.CallAsync("sessions.list")).GetProperty("sessions")[0].GetProperty("key").GetString().ShouldBe("agent:main:openai-user:alice");
    }

    [Fact]
    public async Task A_completion_is_streamed_as_it_is_written()
    {
        _rig.Model.Enqueue(ModelReply.Text("Hello", " from", " the model."));

        IReadOnlyList<(string? Name, string Data)> events = await Stream(
            Completions, """{"model":"openclaw:main","stream":true,"messages":[{"role":"user","content":"hi"}]}""");

        JsonDocument.Parse(events[0].Data).RootElement.GetProperty("choices")[0].GetRawText().ShouldBe("""{"index":0,"delta":{"role":"assistant"}}""");
        TextOf(events).ShouldBe("Hello from the model.");
        events[^1].Data.ShouldBe("[DONE]");
    }

    [Fact]
    public async Task A_response_comes_whole_with_its_usage()
    {
        _rig.Model.Enqueue(ModelReply.Text("Hello.").WithUsage(11, 7));

        using HttpResponseMessage answer = await Post(Responses, """{"model":"openclaw","input":"hello","instructions":"short","user":"bob"}""");

        JsonElement response = await Json(answer);
        response.GetProperty("id").GetString()!.ShouldStartWith("resp_");
        response.GetProperty("status").GetString().ShouldBe("completed");
        response.GetProperty("output")[0].GetProperty("content").GetRawText().ShouldBe("""[{"type":"output_text","text":"Hello."}]""");
        response.GetProperty("usage").GetRawText().ShouldBe("""{"input_tokens":11,"output_tokens":7,"total_tokens":18}""");
    }

    [Fact]
    public async Task A_response_is_streamed_in_the_known_order()
    {
        _rig.Model.Enqueue(ModelReply.Text("Hello."));

        IReadOnlyList<(string? Name, string Data)> events = await Stream(Responses, """{"model":"openclaw","input":"hello","stream":true}""");

        events.Select(each => each.Name).ShouldBe(
        [
            "response.created", "response.in_progress", "response.output_item.added", "response.content_part.added", "response.output_text.delta",
            "response.output_text.done", "response.content_part.done", "response.output_item.done", "response.completed", null,
        ]);
    }

    [Fact]
    public async Task A_failed_run_is_an_error_without_secrets()
    {
        _rig.Model.Script = _ => ModelReply.Status(401, """{"error":{"message":"bad key canary-model-key-0123456789"}}""");

        using HttpResponseMessage answer = await Post(Completions, """{"messages":[{"role":"user","content":"x"}]}""");

        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await answer.Content.ReadAsStringAsync()).ShouldNotContain("canary-model-key");
    }

    [Theory]
    [InlineData(true, HttpStatusCode.ServiceUnavailable, "storage or cluster are not available now")]
    [InlineData(false, HttpStatusCode.InternalServerError, "internal error")]
    public async Task Trouble_of_ours_is_told_without_its_text(bool isStorage, HttpStatusCode status, string message)
    {
        _rig.Gateway.Documents.Trouble = isStorage ? new IOException("canary of the disk") : new FormatException("canary of a bug");

        using HttpResponseMessage answer = await Post(Completions, """{"messages":[{"role":"user","content":"x"}]}""");

        answer.StatusCode.ShouldBe(status);
        (await answer.Content.ReadAsStringAsync()).ShouldBe($$$"""{"error":{"message":"{{{message}}}","type":"api_error"}}""");
        _rig.Gateway.Documents.Trouble = null;
    }

    [Fact]
    public async Task A_reply_that_another_model_began_again_comes_whole()
    {
        await using SimulatedModelProvider spare = await SimulatedModelProvider.StartAsync();
        spare.Default = ModelReply.Text("Whole", " answer.");
        await using ConversationRig rig = await ConversationRig.Start(Enabled);
        await using GatewayRig gateway = await GatewayRig.Start($$"""
            {
              models: { providers: {
                fake: { baseUrl: "{{rig.Model.BaseUrl}}", apiKey: "k", api: "openai-completions", models: [] },
                spare: { baseUrl: "{{spare.BaseUrl}}", apiKey: "k", api: "openai-completions", models: [] } } },
              agents: { defaults: { model: { primary: "fake/m1", fallbacks: ["spare/m2"] } } }, {{Enabled}}
            }
            """, TimeProvider.System);
        rig.Model.Default = ModelReply.Text("A fragment").ThenBreak();
        using var http = new HttpClient { BaseAddress = gateway.HttpUrl };
        http.DefaultRequestHeaders.Authorization = _http.DefaultRequestHeaders.Authorization;

        using HttpResponseMessage answer = await http.PostAsync(
            Completions, new StringContent("""{"model":"openclaw:main","stream":true,"messages":[{"role":"user","content":"hi"}]}"""));

        TextOf(Events(await answer.Content.ReadAsStringAsync())).ShouldBeOneOf("A fragment\n\nWhole answer.", "Whole answer.");
    }

    [Fact]
    public async Task What_is_not_switched_on_is_not_there()
    {
        await using GatewayRig off = await GatewayRig.Start();
        using var http = new HttpClient { BaseAddress = off.HttpUrl };
        http.DefaultRequestHeaders.Authorization = _http.DefaultRequestHeaders.Authorization;

        foreach (string path in (string[])[Completions, Responses])
        {
            using HttpResponseMessage answer = await http.PostAsync(path, new StringContent("{}"));
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }

        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "mbt_acme_secret");
        using HttpResponseMessage theirs = await http.PostAsync(Completions, new StringContent("{}"));
        theirs.StatusCode.ShouldBe(HttpStatusCode.NotFound);

        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "a guess");
        using HttpResponseMessage guess = await http.PostAsync(Completions, new StringContent("{}"));
        guess.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(Completions)]
    [InlineData(Responses)]
    public async Task Made_up_tenants_wake_few_grains(string path)
    {
        // B5: each would stay in memory after a read of the store.
        HttpStatusCode last = default;
        for (int attempt = 0; attempt < 30; attempt++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent("{}") };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", $"mbt_made-up-{attempt}_x");
            using HttpResponseMessage answer = await _http.SendAsync(request);
            last = answer.StatusCode;
        }

        last.ShouldBe(HttpStatusCode.TooManyRequests);
        _rig.Gateway.Documents.Woken.Count(static tenant => tenant.StartsWith("made-up-", StringComparison.Ordinal)).ShouldBe(10);
        using HttpResponseMessage own = await Post(path, "{}");
        own.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private Task<HttpResponseMessage> Post(string path, string body) =>
        _http.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"));

    private async Task<IReadOnlyList<(string? Name, string Data)>> Stream(string path, string body)
    {
        using HttpResponseMessage answer = await Post(path, body);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/event-stream; charset=utf-8");
        return Events(await answer.Content.ReadAsStringAsync());
    }

    private static string TextOf(IReadOnlyList<(string? Name, string Data)> events) => string.Concat(
        events.Skip(1).SkipLast(1).Select(each => JsonDocument.Parse(each.Data).RootElement.GetProperty("choices")[0].GetProperty("delta").GetProperty("content").GetString()));

    private static IReadOnlyList<(string? Name, string Data)> Events(string text)
    {
        return
        [
            .. text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(block =>
            {
                string[] lines = block.Split('\n');
                string? name = lines.Length > 1 ? lines[0]["event: ".Length..] : null;
                return (name, lines[^1]["data: ".Length..]);
            }),
        ];
    }

    private static async Task<JsonElement> Json(HttpResponseMessage answer)
    {
        answer.Content.Headers.ContentType!.ToString().ShouldBe("application/json; charset=utf-8");
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }
}
