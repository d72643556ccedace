using Moltbot.Policy.Heartbeats;

namespace Moltbot.Policy.Tests.Heartbeats;

/// <summary>What becomes of an answer to a heartbeat (runtime.md §10).</summary>
public sealed class HeartbeatAnswerTests
{
    [Theory]
    [InlineData(null, "ok-empty")]
    [InlineData(" ", "ok-empty")]
    [InlineData("NO_REPLY", "ok-empty")]
    [InlineData("<think>all is well</think>", "ok-empty")]
    [InlineData("HEARTBEAT_OK", "ok-token")]
    [InlineData("<think>hm</think>HEARTBEAT_OK", "ok-token")]
    [InlineData("HEARTBEAT_OK all is well", "ok-token")]
    [InlineData("**HEARTBEAT_OK**", "ok-token")]
    public void That_all_is_well_is_told_where_it_is_shown(string? reply, string status)
    {
        Judged(reply).ShouldBe(new HeartbeatAnswer(status, null, false, null));
        Judged(reply, Seen(showOk: true)).ShouldBe(new HeartbeatAnswer(status, null, true, null));
        HeartbeatAnswer.Of(reply, 300, null, static _ => false).ShouldBe(new HeartbeatAnswer(status, null, false, null));
    }

    [Theory]
    [InlineData("The door is open.", "The door is open.")]
    [InlineData(" <think>hm</think>The door is open. ", "The door is open.")]
    [InlineData("HEARTBEAT_OK but the door is open", "but the door is open")]
    public void Anything_else_is_an_alert(string reply, string alert) =>
        Judged(reply, maxAck: 5).ShouldBe(new HeartbeatAnswer("sent", null, true, alert));

    [Theory]
    [InlineData(9, "ok-token")]
    [InlineData(8, "sent")]
    [InlineData(-1, "sent")]
    public void Beside_the_word_so_many_characters_are_no_message(double most, string status) => Judged("123456789 HEARTBEAT_OK", maxAck: most).Status.ShouldBe(status);

    [Fact]
    public void An_alert_is_kept_back_where_it_goes_nowhere_is_not_shown_or_was_told()
    {
        HeartbeatAnswer.Of("x", 300, null, static _ => false).ShouldBe(new HeartbeatAnswer("skipped", "no-target", false, "x"));
        Judged("x", Seen(showAlerts: false)).ShouldBe(new HeartbeatAnswer("skipped", "alerts-disabled", false, "x"));
        HeartbeatAnswer.Of("HEARTBEAT_OK x", 0, Seen(), static alert => alert == "x").ShouldBe(new HeartbeatAnswer("skipped", "duplicate", false, "x"));
    }

    private static HeartbeatAnswer Judged(string? reply, HeartbeatVisibility? visibility = null, double maxAck = 300) =>
        HeartbeatAnswer.Of(reply, maxAck, visibility ?? Seen(), static _ => false);

    private static HeartbeatVisibility Seen(bool showOk = false, bool showAlerts = true) => new(showOk, showAlerts, UseIndicator: true);
}
