using System.Text.Json;
using Microsoft.Extensions.AI;
using Moltbot.Models.Providers;
using Moltbot.Models.Transport;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Network;

namespace Moltbot.Models.Tests.Providers;

/// <summary>Everything a provider can do wrong comes out as a typed failure.</summary>
public sealed class FailureTests
{
    public static TheoryData<ModelApi> Apis => StreamingTests.Apis;

    public static TheoryData<ModelApi, string> Garbage { get; } = Cross(
        "data: not json\n\n", "data: [1,2]\n\n", "data: null\n\n", "data: 7\n\n", "data: {\"type\":\n\n", "data: \u0001\u0002\n\n",
        "data: {\"type\":\"content_block_delta\",\"delta\":5}\n\n{\"choices\":\"x\"}\n\ndata: {\"choices\":\"x\",\"type\":\"response.completed\",\"response\":3}\n\n");

    public static TheoryData<ModelApi> Everything => StreamingTests.Apis;

    [Theory]
    [InlineData(401, """{"error":{"message":"bad key","type":"invalid_request_error","code":"invalid_api_key"}}""", "auth", "invalid_api_key", false)]
    [InlineData(403, """{"error":"no"}""", "auth", null, false)]
    [InlineData(402, "", "billing", null, false)]
    [InlineData(429, """{"error":{"message":"slow down","code":"rate_limit_exceeded"}}""", "rate_limit", "rate_limit_exceeded", false)]
    [InlineData(429, """{"error":{"message":"You exceeded your current quota","code":"insufficient_quota"}}""", "billing", "insufficient_quota", false)]
    [InlineData(400, """{"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low"}}""", "billing", "invalid_request_error", false)]
    [InlineData(400, """{"message":"messages.0: nope"}""", "format", null, false)]
    [InlineData(422, """{"detail":"nope"}""", "format", null, false)]
    [InlineData(404, """{"error":{"message":"model not found","code":"model_not_found"}}""", null, "model_not_found", false)]
    [InlineData(408, "", "timeout", null, true)]
    [InlineData(504, "<html>gateway timeout</html>", "timeout", null, true)]
    [InlineData(500, "<html>oops</html>", "server", null, true)]
    [InlineData(501, "", "server", null, false)]
    [InlineData(502, "[]", "server", null, true)]
    [InlineData(503, """{"error":{"message":"The server is overloaded"}}""", "rate_limit", null, true)]
    [InlineData(529, """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""", "rate_limit", "overloaded_error", true)]
    [InlineData(201, "", null, null, false)]
    public async Task A_status_has_a_class(int status, string body, string? reason, string? code, bool transient)
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Server.Enqueue(ModelReply.Status(status, body));

        var error = await rig.FailsAsync();

        error.Reason?.Name().ShouldBe(reason);
        (error.Reason is null).ShouldBe(reason is null);
        error.Status.ShouldBe(status);
        error.Code.ShouldBe(code);
        error.IsTransient.ShouldBe(transient);
        (error.Provider, error.Model).ShouldBe(("sim", "m1"));
    }

    [Fact]
    public async Task Errors_in_broken_unicode_are_read_as_far_as_possible()
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Server.Enqueue(ModelReply.Status(401, """{"error":{"message":"\ud800","code":"\udc00"}}"""));

        var error = await rig.FailsAsync();

        (error.Reason, error.Detail, error.Code).ShouldBe((ModelFailureReason.Auth, null, null));
    }

    [Fact]
    public async Task A_conversation_with_half_a_surrogate_pair_can_be_sent()
    {
        await using var rig = await ModelRig.StartAsync();
        foreach (var api in Enum.GetValues<ModelApi>())
        {
            await rig.Client(api).GetResponseAsync([new(ChatRole.User, "cut \ud83e")], cancellationToken: TestContext.Current.CancellationToken);
        }

        rig.Server.Requests.ShouldAllBe(r => r.Body.GetRawText().Contains("cut "));
    }

    [Theory]
    [InlineData("retry-after", "7", 7000)]
    [InlineData("retry-after-ms", "1500", 1500)]
    [InlineData("retry-after", "Thu, 01 Jan 2026 12:00:30 GMT", 30_000)]
    [InlineData("retry-after", "Thu, 01 Jan 2026 11:00:00 GMT", 0)]
    [InlineData("retry-after", "99999999", 86_400_000)]
    [InlineData("retry-after", "soon", null)]
    [InlineData("retry-after-ms", "NaN", null)]
    public async Task The_wait_asked_for_is_read(string header, string value, int? milliseconds)
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Server.Enqueue(ModelReply.Status(429).WithHeader(header, value));

        var error = await rig.FailsAsync();

        error.RetryAfter.ShouldBe(milliseconds is { } ms ? TimeSpan.FromMilliseconds(ms) : null);
    }

    [Theory]
    [InlineData("context_length_exceeded", "This model's maximum context length is 8192 tokens")]
    [InlineData("invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum")]
    public async Task An_overlong_prompt_is_told_apart(string code, string message)
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Server.Enqueue(ModelReply.Status(400, JsonSerializer.Serialize(new { error = new { code, message } })));

        (await rig.FailsAsync()).IsContextOverflow.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Garbage))]
    public async Task Garbage_is_a_format_failure(ModelApi api, string garbage)
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Server.Enqueue(ModelReply.Text("so far so good").ThenRaw(garbage));

        (await rig.FailsAsync(api)).Reason.ShouldBe(ModelFailureReason.Format);
    }

    [Theory]
    [MemberData(nameof(Apis))]
    public async Task A_failure_inside_the_stream_is_read(ModelApi api)
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Server.Enqueue(ModelReply.Text("well").ThenFailure("overloaded_error", "Overloaded"));

        var error = await rig.FailsAsync(api);

        (error.Reason, error.Code, error.Detail).ShouldBe((ModelFailureReason.RateLimit, "overloaded_error", "Overloaded"));
    }

    [Theory]
    [MemberData(nameof(Apis))]
    public async Task An_early_end_is_a_failure(ModelApi api)
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Server.Enqueue(ModelReply.Text("half an ans").ThenEnd(), ModelReply.Text("x").ThenRaw("data: {\"id\":\"cut").ThenEnd());

        (await rig.FailsAsync(api)).Reason.ShouldBe(ModelFailureReason.Server);
        (await rig.FailsAsync(api)).Reason.ShouldBe(ModelFailureReason.Server);
    }

    [Theory]
    [MemberData(nameof(Apis))]
    public async Task A_broken_connection_is_a_failure(ModelApi api)
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Server.Enqueue(ModelReply.Text("half an ans").ThenBreak());

        (await rig.FailsAsync(api)).Reason.ShouldBe(ModelFailureReason.Server);
    }

    [Theory]
    [MemberData(nameof(Apis))]
    public async Task A_stalled_stream_times_out(ModelApi api)
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Server.Enqueue(ModelReply.Text("well").ThenStall());
        await using var stream = rig.Client(api)
            .GetStreamingResponseAsync(ModelRig.Hi, cancellationToken: TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        (await stream.MoveNextAsync()).ShouldBeTrue();

        var next = stream.MoveNextAsync().AsTask();
        await rig.Time.WhenArmed(ModelRig.NoRetries.IdleTimeout);
        rig.Time.Advance(ModelRig.NoRetries.IdleTimeout);

        (await Should.ThrowAsync<ModelException>(next)).Reason.ShouldBe(ModelFailureReason.Timeout);
    }

    [Fact]
    public async Task A_provider_that_never_begins_times_out()
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Server.Enqueue(ModelReply.Text("late").HeldBy(new ModelGate()));
        var failing = rig.FailsAsync();
        await rig.Server.NextRequestAsync();

        rig.Time.Advance(ModelRig.NoRetries.ResponseTimeout);

        (await failing).Reason.ShouldBe(ModelFailureReason.Timeout);
    }

    [Fact]
    public async Task A_line_or_a_stream_beyond_the_limits_is_refused()
    {
        await using var rig = await ModelRig.StartAsync(ModelRig.NoRetries with { MaxLineBytes = 20_000, MaxStreamBytes = 100_000 });
        rig.Server.Enqueue(
            ModelReply.Empty.ThenRaw("data: " + new string('x', 60_000)),
            ModelReply.Text([.. Enumerable.Repeat(new string('y', 1000), 200)]));

        var line = await rig.FailsAsync();
        var stream = await rig.FailsAsync();

        line.Reason.ShouldBe(ModelFailureReason.Format);
        line.Message.ShouldContain("20000 bytes");
        stream.Message.ShouldContain("100000 bytes");
    }

    [Theory]
    [InlineData("<html>login</html>", "text/html", "format")]
    [InlineData("{}", "application/json", "format")]
    [InlineData("""{"error":{"message":"rate limit exceeded"}}""", "application/json", "rate_limit")]
    public async Task Something_else_than_a_stream_is_refused(string body, string contentType, string reason)
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Server.Enqueue(ModelReply.Body(body, contentType));

        (await rig.FailsAsync()).Reason!.Value.Name().ShouldBe(reason);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed(int status)
    {
        await using var elsewhere = await SimulatedModelProvider.StartAsync();
        await using var rig = await ModelRig.StartAsync();
        rig.Server.Enqueue(ModelReply.Status(status).WithHeader("location", elsewhere.BaseUrl.AbsoluteUri + "/chat/completions"));

        var error = await rig.FailsAsync();

        error.Message.ShouldContain("redirect");
        elsewhere.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_listening_is_a_transient_failure()
    {
        using var port = new ClosedPort();
        await using var rig = await ModelRig.StartAsync();
        var options = rig.Options() with { BaseUrl = new Uri($"http://127.0.0.1:{port.Number}/v1") };

        var error = await Should.ThrowAsync<ModelException>(() => rig.Clients.GetClient("t", options)
            .GetResponseAsync(ModelRig.Hi, cancellationToken: TestContext.Current.CancellationToken));

        (error.Reason, error.IsTransient, error.Status).ShouldBe((ModelFailureReason.Server, true, null));
    }

    [Theory]
    [InlineData("https://127.0.0.1:1/v1")]
    [InlineData("https://localhost:1/v1")]
    [InlineData("https://[::1]:1/v1")]
    [InlineData("https://169.254.169.254/v1")]
    [InlineData("https://10.0.0.1/v1")]
    public async Task A_private_address_needs_permission(string url)
    {
        await using var rig = await ModelRig.StartAsync();
        var options = rig.Options() with { BaseUrl = new Uri(url), AllowPrivateNetwork = false };

        var error = await Should.ThrowAsync<ModelException>(() => rig.Clients.GetClient("t", options)
            .GetResponseAsync(ModelRig.Hi, cancellationToken: TestContext.Current.CancellationToken));

        error.Message.ShouldContain("operator's permission");
        error.IsTransient.ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public async Task No_failure_shows_a_secret(ModelApi api)
    {
        const string header = "header-secret-ABCDEFGH";
        var echoes = new[] { ModelRig.Key, ModelRig.Key[..14] + "***", "..." + ModelRig.Key[^10..], header };
        await using var rig = await ModelRig.StartAsync();
        var client = rig.Clients.GetClient("t", rig.Options(api) with { Headers = new Dictionary<string, string> { ["X-Proxy-Token"] = header } });
        foreach (var echo in echoes)
        {
            var json = JsonSerializer.Serialize(new { error = new { message = "Incorrect API key provided: " + echo, code = echo, type = echo } });
            foreach (var reply in new[]
            {
                ModelReply.Status(401, json), ModelReply.Status(500, "plain " + echo, "text/plain"), ModelReply.Status(302, json),
                ModelReply.Body(json, "application/json"), ModelReply.Empty.ThenFailure(echo, echo), ModelReply.Empty.ThenRaw($"data: {echo}\n\n"),
                ModelReply.Status(400, JsonSerializer.Serialize(new { message = new string('x', 470) + echo })),
            })
            {
                rig.Server.Enqueue(reply);
                var error = await Should.ThrowAsync<ModelException>(
                    () => client.GetResponseAsync(ModelRig.Hi, cancellationToken: TestContext.Current.CancellationToken));
                var shown = string.Join('|', error.ToString(), error.Detail, error.Code);
                foreach (var secret in new[] { ModelRig.Key, header })
                {
                    for (var i = 0; i + 8 <= secret.Length; i++)
                    {
                        shown.ShouldNotContain(secret.Substring(i, 8));
                    }
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Apis))]
    public async Task The_callers_abort_is_no_failure_and_hangs_up(ModelApi api)
    {
        await using var rig = await ModelRig.StartAsync();
        var gate = new ModelGate();
        rig.Server.Enqueue(ModelReply.Text("well").ThenGate(gate).ThenText("never"));
        using var abort = new CancellationTokenSource();
        await using var stream = rig.Client(api).GetStreamingResponseAsync(ModelRig.Hi, cancellationToken: abort.Token).GetAsyncEnumerator(abort.Token);
        (await stream.MoveNextAsync()).ShouldBeTrue();

        var next = stream.MoveNextAsync().AsTask();
        await gate.Reached;
        await abort.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(next);
        await rig.Server.HungUpAsync();
    }

    private static TheoryData<ModelApi, string> Cross(params string[] texts)
    {
        var data = new TheoryData<ModelApi, string>();
        foreach (var api in Enum.GetValues<ModelApi>())
        {
            foreach (var text in texts)
            {
                data.Add(api, text);
            }
        }

        return data;
    }
}
