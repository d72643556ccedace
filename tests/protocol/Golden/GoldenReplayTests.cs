using System.Text.Json.Nodes;
using Moltbot.Conformance.Golden;

namespace Moltbot.Protocol.Tests.Golden;

public sealed class GoldenReplayTests(ITestOutputHelper output)
{
    private static readonly IReadOnlyList<GoldenConversation> Recorded =
        GoldenConversation.ReadFile(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "cases", "golden_ws.json")));

    [Fact]
    public async Task A_gateway_that_answers_as_recorded_passes()
    {
        var verdicts = new List<GoldenVerdict>();
        foreach (var conversation in Recorded)
        {
            verdicts.Add(await ReplayAsync(conversation, conversation));
        }

        foreach (var group in verdicts.GroupBy(each => each.Status))
        {
            output.WriteLine($"{group.Key}: {group.Count()}");
        }

        verdicts.Where(each => each.Status is GoldenStatus.Failed).ShouldBeEmpty();
        verdicts.Count(each => each.Status is GoldenStatus.Passed).ShouldBeGreaterThan(55);
    }

    [Theory]
    [InlineData("method-status", "\"contextTokens\":32000", "\"contextTokens\":\"32000\"", "at /payload/sessions/defaults/contextTokens")]
    [InlineData("method-status", "\"channelSummary\":[]", "\"surprise\":1,\"channelSummary\":[]", "at /payload/surprise")]
    [InlineData("connect-bad-role", "invalid role", "invalid roll", "at /error/message: expected \"invalid role\"")]
    [InlineData("connect-local-token-no-device", "\"maxPayload\":524288", "\"maxPayload\":524289", "at /payload/policy/maxPayload")]
    [InlineData("connect-local-token-no-device", "\"health\",\"logs.tail\"", "\"logs.tail\",\"health\"", "at /payload/features/methods/0")]
    [InlineData("chat-abort", "\"stopReason\":\"rpc\"", "\"stopReason\":\"stop\"", "at /payload/stopReason")]
    [InlineData("after-connect-bad-frames", "unknown method: no.such", "unknown method: ", "at /error/message")]
    [InlineData("method-node.pair.list", "\"paired\":[]", "\"paired\":{}", "at /payload/paired")]
    public async Task Any_other_answer_is_found(string name, string recorded, string changed, string mismatch)
    {
        var conversation = Recorded.Single(each => each.Name == name);
        var other = Change(conversation, text => text.Replace(recorded, changed, StringComparison.Ordinal));

        var verdict = await ReplayAsync(conversation, other);

        verdict.Status.ShouldBe(GoldenStatus.Failed);
        verdict.Detail!.ShouldContain(mismatch);
    }

    [Fact]
    public async Task A_wrong_close_is_found()
    {
        var conversation = Recorded.Single(each => each.Name == "connect-bad-role");
        var other = Change(conversation, text => text.Replace("1008", "1002", StringComparison.Ordinal));

        (await ReplayAsync(conversation, other)).Detail!.ShouldContain("expected close 1008 'invalid role', but got 1002 'invalid role'");
    }

    [Fact]
    public async Task A_missing_event_is_found()
    {
        var conversation = Recorded.Single(each => each.Name == "chat-abort");
        var other = conversation with { Steps = [.. conversation.Steps.Where(step => (string?)(step.Frame as JsonObject)?["payload"]?["state"] != "aborted")] };

        (await ReplayAsync(conversation, other)).Detail!.ShouldContain("\"c5\"");
    }

    [Fact]
    public async Task What_is_not_offered_is_named()
    {
        var conversation = Recorded.Single(each => each.Name == "method-tts.status");
        var target = RecordedTarget.For(new Uri("ws://127.0.0.1:1"), password: false);

        var verdict = await GoldenReplay.RunAsync([conversation], [target], TestContext.Current.CancellationToken).SingleAsync(TestContext.Current.CancellationToken);

        verdict.ShouldBe(new GoldenVerdict(conversation.Id, conversation.Name, GoldenStatus.NotCovered, "tts.status is not offered yet"));
    }

    private static async Task<GoldenVerdict> ReplayAsync(GoldenConversation conversation, GoldenConversation played)
    {
        await using var gateway = await RecordedGateway.StartAsync(played);
        var target = RecordedTarget.For(gateway.Url, conversation);
        return await GoldenReplay.RunAsync([conversation], [target], TestContext.Current.CancellationToken).SingleAsync(TestContext.Current.CancellationToken);
    }

    private static GoldenConversation Change(GoldenConversation conversation, Func<string, string> change) => conversation with
    {
        Steps = [.. conversation.Steps.Select(step => step.IsSent ? step : step with { Frame = step.Frame is { } frame ? JsonNode.Parse(change(frame.ToJsonString())) : null })],
    };
}
