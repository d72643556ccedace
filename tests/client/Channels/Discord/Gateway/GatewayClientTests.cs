using System.Text.Json.Nodes;
using Moltbot.Gateway.Channels.Discord.Gateway;
using Moltbot.Gateway.Tests.Channels.Discord.Api;
using Moltbot.TestSupport.Discord;
using Moltbot.TestSupport.Platforms;
using Moltbot.TestSupport.Time;

namespace Moltbot.Gateway.Tests.Channels.Discord.Gateway;

/// <summary>Sessions with the gateway: taken up where they can be, begun anew where they must be, never more often than allowed.</summary>
public sealed class GatewayClientTests : IAsyncLifetime
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private GatewayClientRig rig = null!;

    public async ValueTask InitializeAsync() => rig = await GatewayClientRig.StartAsync();

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Fact]
    public async Task A_session_begins_with_what_is_needed_and_tells_what_happens_in_order()
    {
        await Connect();
        var ann = rig.Bot.Person("ann");
        ann.Says("one");
        ann.Says("two");
        await rig.AdvanceUntil(rig.Bot.WhenConfirmed(ann.Says("three")), Second);

        rig.Bot.Sessions.Single().Intents.ShouldBe(Intents.Needed);
        rig.Seen.Select(told => told.Type).ShouldBe(["READY", "MESSAGE_CREATE", "MESSAGE_CREATE", "MESSAGE_CREATE"]);
        rig.Seen.Skip(1).Select(told => told.Data.GetProperty("content").GetString()).ShouldBe(["one", "two", "three"]);
        rig.Seen.Select(told => told.Sequence).ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public async Task The_first_heartbeat_comes_at_a_random_time_and_then_at_the_gateways_pace()
    {
        rig.Chance = 0.25;
        rig.Bot.HeartbeatInterval = TimeSpan.FromSeconds(40);
        await Connect();
        await rig.Time.WhenArmed(TimeSpan.FromSeconds(10));
        var first = rig.Bot.Person("ann").Says("one");
        await Seen(2);
        rig.Bot.IsConfirmed(first).ShouldBeFalse();

        rig.Time.Advance(TimeSpan.FromSeconds(10));
        await rig.Bot.WhenConfirmed(first);
        await rig.Time.WhenArmed(TimeSpan.FromSeconds(40));
    }

    [Fact]
    public async Task What_is_not_stored_is_not_confirmed()
    {
        rig.Stores = false;
        await Connect();
        var update = rig.Bot.Person("ann").Says("one");
        await Seen(2);
        for (var beat = 1; beat <= 3; beat++)
        {
            await rig.Time.When(timers => timers.Count > 0, "a heartbeat's timer");
            rig.Time.Advance(TimeSpan.FromSeconds(42));

            // What comes after its answer: a beat without one before the next would end the connection.
            await rig.Bot.WhenHeartbeats(beat);
            rig.Bot.Person("ann").Says("more");
            await Seen(2 + beat);
        }

        rig.Bot.IsConfirmed(update).ShouldBeFalse();
        foreach (var told in rig.Seen)
        {
            told.Session.Store(told.Sequence);
        }

        await rig.AdvanceUntil(rig.Bot.WhenConfirmed(update), Second);
    }

    [Theory]
    [InlineData("dropped")]
    [InlineData("asked to reconnect")]
    [InlineData("invalid but resumable")]
    [InlineData("4000")]
    [InlineData("4008")]
    public async Task A_session_that_lost_its_connection_is_taken_up_and_nothing_is_lost_or_doubled(string how)
    {
        await Connect();
        var ann = rig.Bot.Person("ann");
        await rig.AdvanceUntil(rig.Bot.WhenConfirmed(ann.Says("before")), Second);

        rig.Bot.GatewayIsUp = false;
        End(how);
        await rig.AdvanceUntil(rig.Bot.WhenDisconnected(), Second);
        ann.Says("meanwhile");
        rig.Bot.GatewayIsUp = true;
        await rig.AdvanceUntil(rig.Bot.WhenResumed(), Second);
        await rig.AdvanceUntil(rig.Bot.WhenConfirmed(ann.Says("after")), Second);

        rig.Bot.Sessions.Count.ShouldBe(1);
        Said().ShouldBe(["before", "meanwhile", "after"]);
    }

    [Theory]
    [InlineData("not resumable")]
    [InlineData("4007")]
    [InlineData("4009")]
    public async Task A_session_that_is_over_is_followed_by_another(string how)
    {
        await Connect();
        rig.Bot.Person("ann").Says("before");
        await Seen(2);

        if (how == "not resumable")
        {
            rig.Bot.Invalidate(resumable: false);
        }
        else
        {
            rig.Bot.CloseWith(int.Parse(how, System.Globalization.CultureInfo.InvariantCulture));
        }

        await rig.AdvanceUntil(rig.Bot.WhenConnected(2), Second);
        rig.Bot.Person("bob").Says("after");
        await Seen(4);

        Said().ShouldBe(["before", "after"]);
        rig.Bot.Calls.Count(call => call.Method == "getGatewayBot").ShouldBe(2, "asked before every identify");
    }

    [Fact]
    public async Task A_session_that_Discord_forgot_is_followed_by_another()
    {
        await Connect();
        rig.Bot.KeepsSessions = false;
        rig.Bot.Drop();

        await rig.AdvanceUntil(rig.Bot.WhenConnected(2), Second);
        rig.Bot.Sessions.Sum(session => session.Resumed).ShouldBe(0);
    }

    [Fact]
    public async Task A_connection_that_answers_no_heartbeat_is_given_up_and_the_session_taken_up()
    {
        await Connect();
        rig.Bot.AnswersHeartbeats = false;

        await rig.AdvanceUntil(rig.Bot.WhenResumed(), Second);

        rig.Reports.ShouldContain(report => report.LastError == "the gateway did not answer a heartbeat");
        rig.Bot.Sessions.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_heartbeat_that_is_asked_for_comes_at_once()
    {
        await Connect();
        var update = rig.Bot.Person("ann").Says("one");
        await Seen(2);

        rig.Bot.AskForHeartbeat();

        await rig.Bot.WhenConfirmed(update);
    }

    [Theory]
    [InlineData(4004, "does not accept the token")]
    [InlineData(4013, "intents")]
    [InlineData(4014, "Message Content Intent")]
    [InlineData(4011, "more guilds")]
    public async Task What_only_a_person_can_mend_is_said_and_not_tried_in_a_loop(int code, string word)
    {
        await Connect();
        rig.Bot.CloseWith(code);
        await rig.Time.WhenArmed(GatewayClient.GivenUpPause);

        rig.Reports[^1].ShouldSatisfyAllConditions(report => report.Connected.ShouldBeFalse(), report => report.LastError!.ShouldContain(word));
        rig.Time.Advance(GatewayClient.GivenUpPause - Second);
        rig.Bot.Sessions.Count.ShouldBe(1);

        await rig.AdvanceUntil(rig.Bot.WhenConnected(2), Second);
    }

    [Fact]
    public async Task An_intent_that_is_not_switched_on_is_named()
    {
        rig.Bot.RefusedIntents = 1 << 15;
        rig.Run();
        await rig.AdvanceUntil(rig.Time.WhenArmed(GatewayClient.GivenUpPause), Second);

        rig.Reports[^1].LastError!.ShouldContain("4014");
    }

    [Fact]
    public async Task A_wrong_token_is_said_before_any_identify()
    {
        rig.Bot.Script("getGatewayBot", DiscordAnswers.Failure(401, 0, "401: Unauthorized"), DiscordAnswers.Failure(401, 0, "401: Unauthorized"));
        rig.Run();
        await rig.Bot.WhenCalled("getGatewayBot");
        await rig.Time.WhenArmed(TimeSpan.FromMinutes(1));

        rig.Bot.Sessions.ShouldBeEmpty();
        rig.Reports[^1].LastError.ShouldBe("GET /gateway/bot: Unauthorized (401) 401: Unauthorized");
    }

    [Fact]
    public async Task Without_identifies_left_the_bot_waits_for_the_next_day()
    {
        rig.Bot.IdentifiesLeft = 0;
        rig.Bot.IdentifiesResetAfter = TimeSpan.FromHours(3);
        rig.Run();
        await rig.Time.WhenArmed(TimeSpan.FromHours(3));
        rig.Reports[^1].LastError!.ShouldContain("180 minutes");
        rig.Bot.Sessions.ShouldBeEmpty();

        rig.Bot.IdentifiesLeft = 5;
        rig.Time.Advance(TimeSpan.FromHours(3));
        await rig.AdvanceUntil(rig.Bot.WhenConnected(), Second);
        rig.Bot.IdentifiesLeft.ShouldBe(4);
    }

    [Fact]
    public async Task However_sessions_die_identifies_stay_apart_and_a_days_allowance_lasts_for_the_day()
    {
        rig.Bot.KeepsSessions = false;
        rig.Run();
        for (var session = 1; session <= 11; session++)
        {
            await rig.AdvanceUntil(rig.Bot.WhenConnected(session), Second);
            rig.Bot.CloseWith(4009);
            await rig.AdvanceUntil(rig.Bot.WhenDisconnected(session), TimeSpan.FromMilliseconds(1));
        }

        var pauses = rig.Bot.Sessions.Zip(rig.Bot.Sessions.Skip(1), (one, next) => next.At - one.At).ToList();
        pauses.ShouldAllBe(pause => pause >= TimeSpan.FromSeconds(5));
        pauses[^1].ShouldBeGreaterThanOrEqualTo(TimeSpan.FromDays(1) / 1000);
    }

    [Fact]
    public async Task An_outage_is_waited_for_with_growing_pauses()
    {
        await Connect();
        rig.Bot.GatewayIsUp = false;
        rig.Bot.Drop();
        await rig.AdvanceUntil(rig.WhenReported(report => report.ReconnectAttempts > 6), Second);
        rig.Bot.Sessions.Single().IsConnected.ShouldBeFalse();

        rig.Bot.GatewayIsUp = true;
        await rig.AdvanceUntil(rig.Bot.WhenResumed(), Second);
    }

    [Fact]
    public async Task A_stopped_client_leaves_a_session_that_another_takes_up()
    {
        await Connect();
        var ann = rig.Bot.Person("ann");
        ann.Says("before");
        await Seen(2);
        var cursor = rig.Seen[^1].Session.ToCursor("owner");
        await rig.StopClient();
        ann.Says("meanwhile");

        GatewaySession.FromCursor(cursor, "another bot").ShouldBeNull();
        rig.Run(GatewaySession.FromCursor(cursor, "owner"));
        await rig.AdvanceUntil(rig.Bot.WhenResumed(), Second);
        await Seen(3);

        Said().ShouldBe(["before", "meanwhile"]);
        rig.Bot.Sessions.Count.ShouldBe(1);
        rig.Bot.IdentifiesLeft.ShouldBe(999);
    }

    [Fact]
    public async Task What_was_received_and_not_stored_comes_again_to_the_next()
    {
        rig.Stores = false;
        await Connect();
        rig.Seen[0].Session.Store(1);
        rig.Bot.Person("ann").Says("once more");
        await Seen(2);
        var cursor = rig.Seen[^1].Session.ToCursor("owner");
        await rig.StopClient();

        rig.Run(GatewaySession.FromCursor(cursor, "owner"));
        await rig.AdvanceUntil(rig.Bot.WhenResumed(), Second);
        await Seen(3);

        Said().ShouldBe(["once more", "once more"]);
    }

    [Fact]
    public async Task Frames_that_mean_nothing_are_passed_over()
    {
        await Connect();
        foreach (var garbage in (string[])["%%%", "[]", "{}", "{\"op\":\"x\"}", "{\"op\":99}", "{\"op\":0}", "{\"op\":0,\"s\":-1,\"t\":\"X\"}", "{\"op\":0,\"s\":1,\"t\":\"READY\",\"d\":7}", "{\"op\":11,\"d\":{\"x\":\"\\ud800\"}}"])
        {
            rig.Bot.SendRaw(garbage);
        }

        rig.Bot.SendRaw("{\"op\":0,\"t\":\"X\",\"s\":null,\"d\":\"" + new string('x', 100_000) + "\"}");
        rig.Bot.Person("ann").Says("still here");
        await Seen(2);

        Said().ShouldBe(["still here"]);
        rig.Bot.Sessions.Single().Resumed.ShouldBe(0);
    }

    [Fact]
    public async Task Of_what_means_nothing_here_only_that_it_came_is_kept()
    {
        await Connect();
        rig.Bot.Publish(0, "A_KIND_OF_2030", new JsonObject { ["x"] = new string('x', 100_000) });
        rig.Bot.Person("ann").Says("read");
        await Seen(3);

        rig.Seen.Select(told => told.Sequence).ShouldBe([1, 2, 3]);
        rig.Seen.Select(told => told.Json.Length > 0).ShouldBe([false, false, true]);
        rig.Seen[1].Type.ShouldBe(EventTypes.Other);
    }

    [Fact]
    public async Task What_there_is_no_room_for_is_left_with_Discord_and_comes_again()
    {
        var reading = new TaskCompletionSource();
        rig.Reading = reading.Task;
        rig.Run();
        await rig.Bot.WhenConnected();
        var large = new string('x', GatewaySocket.MaxFrameBytes - 1000);
        for (var i = 1; i <= 5; i++)
        {
            rig.Bot.Publish(0, "MESSAGE_CREATE", new JsonObject { ["content"] = $"{i}", ["x"] = large });
        }

        await rig.WhenReported(report => report.LastError == "more events came than could be stored");
        reading.SetResult();
        await rig.AdvanceUntil(rig.Bot.WhenResumed(), Second);
        await rig.WhenSeen(7);

        Said().ShouldBe(["1", "2", "3", "4", "5"]);
    }

    [Fact]
    public async Task A_frame_that_is_too_large_ends_the_connection_and_the_session_and_says_so()
    {
        await Connect();
        rig.Bot.SendRaw("{\"op\":0,\"s\":2,\"t\":\"MESSAGE_CREATE\",\"d\":\"" + new string('x', GatewaySocket.MaxFrameBytes) + "\"}");

        await rig.AdvanceUntil(rig.Bot.WhenConnected(2), Second);

        rig.Reports.ShouldContain(report => report.LastError == "the gateway sent a frame of more than 8 MiB, which is not read");
        rig.Bot.Sessions.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_session_whose_beginning_cannot_be_read_is_no_silent_one()
    {
        rig.Bot.ReadyIsReadable = false;
        rig.Run();
        await rig.AdvanceUntil(rig.WhenReported(report => report.LastError?.Contains("READY", StringComparison.Ordinal) == true), Second);

        rig.Bot.ReadyIsReadable = true;
        await rig.AdvanceUntil(rig.WhenSeen(1), Second);
    }

    [Fact]
    public async Task Connections_that_break_before_a_session_begins_are_as_far_apart_as_identifies()
    {
        rig.Bot.DropsInsteadOfReady = true;
        rig.Chance = 0;
        rig.Run();
        await rig.AdvanceUntil(rig.Bot.WhenConnected(12), Second);

        var pauses = rig.Bot.Sessions.Zip(rig.Bot.Sessions.Skip(1), (one, next) => next.At - one.At).ToList();
        pauses[^1].ShouldBeGreaterThanOrEqualTo(TimeSpan.FromDays(1) / 1000);
    }

    [Fact]
    public async Task Why_there_is_no_connection_is_said()
    {
        await Connect();
        rig.Bot.Drop();
        await rig.Discord.DisposeAsync();
        await rig.AdvanceUntil(rig.WhenReported(report => report.LastError?.StartsWith("no connection", StringComparison.Ordinal) == true), Second);

        rig.Reports[^1].LastError.ShouldBe("no connection to the gateway at 127.0.0.1 was made: ConnectionError");
        rig.Logs.Lines.ShouldContain(line => line.Contains("ConnectionError", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_token_goes_to_no_address_that_somebody_named()
    {
        rig.Bot.ResumeUrl = "ws://127.0.0.1:9/stolen";
        await Connect();
        rig.Bot.Drop();

        await rig.AdvanceUntil(rig.Bot.WhenResumed(), Second);
    }

    [Fact]
    public async Task The_token_is_in_no_log_and_no_report()
    {
        rig.Bot.Script("getGatewayBot", DiscordAnswers.Failure(500, 0, DiscordApiFixture.TokenText), SimulatedAnswer.Break());
        rig.Run();
        await rig.AdvanceUntil(rig.WhenSeen(1), Second);
        rig.Bot.Drop();
        await rig.AdvanceUntil(rig.Bot.WhenResumed(), Second);
        rig.Bot.CloseWith(4004);
        await rig.AdvanceUntil(rig.WhenReported(report => report.LastError?.Contains("4004") == true), Second);

        var lines = rig.Logs.Lines.Concat(rig.Reports.Select(report => report.ToString())).ToList();
        lines.Count.ShouldBeGreaterThan(4);
        lines.ShouldContain(line => line.Contains("***", StringComparison.Ordinal), "the token was there and was taken out");
        lines.Where(line => line.Contains(DiscordApiFixture.Canary, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private async Task Connect()
    {
        rig.Run();
        await rig.Bot.WhenConnected();
        await Seen(1);
    }

    private void End(string how)
    {
        switch (how)
        {
            case "dropped":
                rig.Bot.Drop();
                break;
            case "asked to reconnect":
                rig.Bot.AskToReconnect();
                break;
            case "invalid but resumable":
                rig.Bot.Invalidate(resumable: true);
                break;
            default:
                rig.Bot.CloseWith(int.Parse(how, System.Globalization.CultureInfo.InvariantCulture));
                break;
        }
    }

    private Task Seen(int count) => rig.WhenSeen(count);

    private IEnumerable<string?> Said() => rig.Seen.Where(told => told.Type == "MESSAGE_CREATE").Select(told => told.Data.GetProperty("content").GetString());
}
