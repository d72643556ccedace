using Microsoft.Extensions.AI;
using Moltbot.Models.Providers;
using Moltbot.Models.Usage;
using Moltbot.TestSupport.Models;

namespace Moltbot.Models.Tests.Providers;

/// <summary>What every wire must deliver alike.</summary>
public sealed class StreamingTests
{
    public static TheoryData<ModelApi> Apis { get; } = new(Enum.GetValues<ModelApi>());

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Apis))]
    public async Task Text_arrives_in_pieces_then_usage_and_reason(ModelApi api)
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Server.Enqueue(ModelReply.Text("Good ", "morning, ", "Zoë 🦀").WithUsage(100, 7, cacheRead: 30));

        var updates = await rig.Client(api).GetStreamingResponseAsync(ModelRig.Hi, cancellationToken: Stop).ToListAsync(Stop);

        updates.Where(u => u.Text.Length > 0).Select(u => u.Text).ShouldBe(["Good ", "morning, ", "Zoë 🦀"]);
        updates.ShouldAllBe(u => u.ModelId == "m1" && u.Role == ChatRole.Assistant);
        var whole = updates.ToChatResponse();
        whole.FinishReason.ShouldBe(ChatFinishReason.Stop);
        whole.Messages.Count.ShouldBe(1);
        TokenUsage.From(whole.Usage).ShouldBe(new TokenUsage(100, 7, 30, 0));
    }

    [Theory]
    [InlineData(ModelApi.OpenAiCompletions)]
    [InlineData(ModelApi.AnthropicMessages)]
    public async Task Tokens_written_to_the_cache_are_counted_apart(ModelApi api)
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Server.Enqueue(ModelReply.Text("x").WithUsage(100, 7, cacheRead: 30, cacheWrite: 20));

        var answer = await rig.Client(api).GetResponseAsync(ModelRig.Hi, cancellationToken: Stop);

        TokenUsage.From(answer.Usage).ShouldBe(new TokenUsage(100, 7, 30, 20));
    }

    [Theory]
    [MemberData(nameof(Apis))]
    public async Task A_piece_is_handed_out_before_the_next_exists(ModelApi api)
    {
        await using var rig = await ModelRig.StartAsync();
        var gate = new ModelGate();
        rig.Server.Enqueue(ModelReply.Text("one").ThenGate(gate).ThenText("two"));

        await using var stream = rig.Client(api).GetStreamingResponseAsync(ModelRig.Hi, cancellationToken: Stop).GetAsyncEnumerator(Stop);
        (await stream.MoveNextAsync()).ShouldBeTrue();
        stream.Current.Text.ShouldBe("one");
        gate.Open();
        (await stream.MoveNextAsync()).ShouldBeTrue();
        stream.Current.Text.ShouldBe("two");
    }

    [Theory]
    [MemberData(nameof(Apis))]
    public async Task Tool_calls_come_whole(ModelApi api)
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Server.Enqueue(ModelReply.Text("Let me see.")
            .ThenToolCall("c1", "weather", """{"city":"Łódź","days":2}""")
            .ThenToolCall("c2", "clock", ""));

        var answer = await rig.Client(api).GetResponseAsync(ModelRig.Hi, cancellationToken: Stop);

        answer.Text.ShouldBe("Let me see.");
        answer.FinishReason.ShouldBe(ChatFinishReason.ToolCalls);
        var calls = answer.Messages.Single().Contents.OfType<FunctionCallContent>().ToList();
        calls.Select(c => (c.CallId, c.Name)).ShouldBe([("c1", "weather"), ("c2", "clock")]);
        calls[0].Arguments!["city"]!.ToString().ShouldBe("Łódź");
        calls[0].Arguments!["days"]!.ToString().ShouldBe("2");
        calls[1].Arguments!.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Apis))]
    public async Task Arguments_that_are_not_an_object_are_marked_not_guessed(ModelApi api)
    {
        foreach (var arguments in new[] { "{\"city\":", "[1,2]", "\"x\"", "rm -rf", """{"a":"\ud83e"}""", """{"\udd80":1}""" })
        {
            await using var rig = await ModelRig.StartAsync();
            rig.Server.Enqueue(ModelReply.Empty.ThenToolCall("c1", "weather", arguments));

            var answer = await rig.Client(api).GetResponseAsync(ModelRig.Hi, cancellationToken: Stop);

            var call = answer.Messages.Single().Contents.OfType<FunctionCallContent>().Single();
            call.Arguments.ShouldBeNull();
            call.Exception.ShouldNotBeNull(arguments);
        }
    }

    [Theory]
    [MemberData(nameof(Apis))]
    public async Task Reasoning_is_apart_from_the_answer(ModelApi api)
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Server.Enqueue(ModelReply.Empty.ThenReasoning("Hmm.").ThenText("Yes."));

        var answer = await rig.Client(api).GetResponseAsync(ModelRig.Hi, cancellationToken: Stop);

        answer.Text.ShouldBe("Yes.");
        string.Concat(answer.Messages.Single().Contents.OfType<TextReasoningContent>().Select(r => r.Text)).ShouldBe("Hmm.");
    }

    [Theory]
    [InlineData(ModelApi.OpenAiCompletions, "length", "length")]
    [InlineData(ModelApi.OpenAiCompletions, "content_filter", "content_filter")]
    [InlineData(ModelApi.OpenAiCompletions, "new_reason", "new_reason")]
    [InlineData(ModelApi.OpenAiResponses, "max_output_tokens", "length")]
    [InlineData(ModelApi.OpenAiResponses, "content_filter", "content_filter")]
    [InlineData(ModelApi.AnthropicMessages, "max_tokens", "length")]
    [InlineData(ModelApi.AnthropicMessages, "stop_sequence", "stop")]
    [InlineData(ModelApi.AnthropicMessages, "refusal", "content_filter")]
    public async Task Reasons_to_stop_are_translated(ModelApi api, string theirs, string ours)
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Server.Enqueue(ModelReply.Text("x").WithFinishReason(theirs));

        var answer = await rig.Client(api).GetResponseAsync(ModelRig.Hi, cancellationToken: Stop);

        answer.FinishReason!.Value.Value.ShouldBe(ours);
    }

    [Theory]
    [MemberData(nameof(Apis))]
    public async Task Connections_are_used_again(ModelApi api)
    {
        await using var rig = await ModelRig.StartAsync();
        var client = rig.Client(api);
        for (var i = 0; i < 5; i++)
        {
            await client.GetResponseAsync(ModelRig.Hi, cancellationToken: Stop);
        }

        rig.Server.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task A_running_count_in_every_chunk_is_not_added_up()
    {
        await using var rig = await ModelRig.StartAsync();
        rig.Server.Enqueue(ModelReply.Empty
            .ThenRaw("data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":1}}\n\n")
            .ThenRaw("data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":2}}\n\n")
            .ThenEnd());

        var answer = await rig.Client().GetResponseAsync(ModelRig.Hi, cancellationToken: Stop);

        TokenUsage.From(answer.Usage).ShouldBe(new TokenUsage(10, 2, 0, 0));
    }
}
