using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Sessions;

/// <summary>A message that was changed on its platform counts with its new text as long as it waits.</summary>
public sealed class RevisionTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly ModelGate _gate = new();
    private readonly ManualTime _time = new();
    private SimulatedModelProvider _model = null!;
    private SessionHost _silo = null!;

    public async ValueTask InitializeAsync()
    {
        _model = await SimulatedModelProvider.StartAsync();
        _silo = await SessionHost.Start(_folder.Path, _model, _time);
        _silo.Configurations.Set(SessionHost.ConfigFor(_model, """messages: { queue: { mode: "followup", debounceMs: 0 } }"""));
    }

    public async ValueTask DisposeAsync()
    {
        _gate.Open();
        await _silo.DisposeAsync();
        await _model.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_queued_message_is_answered_as_it_reads_now()
    {
        await Busy();
        await Writes("two", "r2", messageId: "12");

        (await _silo.Session().Revise(Edit("12", "deux"))).ShouldBeTrue();
        _gate.Open();
        await _silo.Events.Outcome("@r2");

        (await _silo.Transcript()).ShouldContain("user: deux");
        (await _silo.Transcript()).ShouldNotContain("user: two");
        (await _silo.Session().Revise(Edit("12", "zwei"))).ShouldBeFalse("it was read");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_picture_that_was_taken_out_of_a_waiting_message_is_shown_to_nobody(bool hasPicture)
    {
        _silo.Configurations.Set(SessionHost.ConfigFor(_model, """messages: { queue: { mode: "followup", debounceMs: 0 } }""")
            .Replace("input: [\"text\"]", "input: [\"text\", \"image\"]", StringComparison.Ordinal));
        await Busy();
        await Writes("two", "r2", messageId: "12", "a cat"u8.ToArray());

        (await _silo.Session().Revise(Edit("12", "deux") with { HasPicture = hasPicture })).ShouldBeTrue();
        _gate.Open();
        await _silo.Events.Outcome("@r2");

        string asked = _model.Requests[^1].Body.ToString();
        asked.ShouldContain("deux");
        asked.Contains(Convert.ToBase64String("a cat"u8), StringComparison.Ordinal).ShouldBe(hasPicture);
    }

    [Fact]
    public async Task Pictures_for_which_there_is_no_room_are_left_out_and_their_message_is_answered()
    {
        _silo.Configurations.Set(SessionHost.ConfigFor(_model, """messages: { queue: { mode: "followup", debounceMs: 0 } }""")
            .Replace("input: [\"text\"]", "input: [\"text\", \"image\"]", StringComparison.Ordinal));
        await Busy();
        for (int i = 0; i < 5; i++)
        {
            await Writes($"picture {i}", $"p{i}", messageId: $"{20 + i}", new byte[5_000_000]);
        }

        _gate.Open();
        await _silo.Events.Outcome("@p4");

        _model.Requests.Skip(1).Select(static request => request.Body.ToString().Contains("image_url", StringComparison.Ordinal)).ShouldBe([true, true, true, true, false]);
        (await _silo.Transcript()).ShouldContain("user: picture 4\n[pictures were left out: those of earlier messages still wait to be looked at]");
    }

    [Theory]
    [InlineData("11", "7", "42", "default")]
    [InlineData("12", "8", "42", "default")]
    [InlineData("12", "7", "43", "default")]
    [InlineData("12", "7", "42", "other")]
    public async Task Nobody_changes_another_message_than_their_own(string messageId, string senderId, string chatId, string account)
    {
        await Busy();
        await Writes("two", "r2", messageId: "12");

        (await _silo.Session().Revise(Edit(messageId, "x") with
        {
            SenderId = senderId,
            Message = new ReplyTarget { Channel = "telegram", Account = account, ChatId = chatId, ReplyToMessageId = messageId },
        })).ShouldBeFalse();
        _gate.Open();
        await _silo.Events.Outcome("@r2");

        (await _silo.Transcript()).ShouldBe(["user: one", "assistant: first", "user: two", "assistant: Hello from the simulated model."]);
    }

    [Fact]
    public async Task A_message_that_is_being_answered_stays_as_it_was_read()
    {
        _model.Enqueue(ModelReply.Text("first").HeldBy(_gate));
        await Writes("one", "r1", messageId: "11");
        await _gate.Reached;

        (await _silo.Session().Revise(Edit("11", "x"))).ShouldBeFalse();
        _gate.Open();
        await _silo.Events.Outcome("@r1");

        (await _silo.Transcript()).ShouldContain("user: one");
    }

    [Fact]
    public async Task A_message_that_was_taken_away_while_the_store_was_away_is_not_answered()
    {
        await Busy();
        await Writes("two", "r2", messageId: "12");
        _silo.Fault.FailNext(1);
        await Should.ThrowAsync<Exception>(() => _silo.Session().Revise(Withdrawal("12")));

        // The run in progress fails by the store as well, and what is open there is looked for.
        _silo.Fault.FailNext(1);
        _model.Enqueue(ModelReply.Text("first"));
        _gate.Open();
        await _time.WhenArmed(TimeSpan.FromMilliseconds(200));
        await _silo.Ask("three", "r3");

        (await _silo.Session().Revise(Withdrawal("12"))).ShouldBeTrue("whoever took it away asks again");
        (await _silo.Events.Outcome("@r2")).State.ShouldBe(RunState.Aborted);
        (await _silo.Transcript()).ShouldNotContain("user: two");
        (await _silo.Session().Revise(Withdrawal("12"))).ShouldBeFalse("it is gone");
    }

    [Fact]
    public async Task A_message_that_was_only_overheard_is_forgotten_when_its_writer_takes_it_away()
    {
        await Overhears("u1", "12", "a secret");
        await Overhears("u2", "13", "no secret");

        (await _silo.Session().Revise(Withdrawal("12") with { SenderId = "8" })).ShouldBeFalse();
        (await _silo.Session().Revise(Withdrawal("12"))).ShouldBeTrue();
        await _silo.Ask("hi", "r1");

        string prompt = _model.Requests[^1].Body.ToString();
        prompt.ShouldContain("no secret");
        prompt.ShouldNotContain("a secret");
        (await _silo.Session().Revise(Withdrawal("13"))).ShouldBeFalse("it was read");
    }

    [Fact]
    public async Task What_a_run_is_being_told_was_read()
    {
        await Overhears("u1", "12", "a secret");
        await Busy();

        (await _silo.Session().Revise(Withdrawal("12"))).ShouldBeFalse();
    }

    private Task Overhears(string id, string messageId, string text) => _silo.Session().Overhear(new OverheardMessage
    {
        SessionKey = SessionHost.Main,
        Id = id,
        Place = Edit(messageId, "").Message,
        Sender = new InboundSender { Id = "7" },
        Text = text,
        SentAt = 1_700_000_000_000,
    });

    private static MessageRevision Withdrawal(string messageId) => Edit(messageId, "") with { IsWithdrawn = true };

    private async Task Busy()
    {
        _model.Enqueue(ModelReply.Text("first").HeldBy(_gate));
        await _silo.Say("one", "r1");
        await _gate.Reached;
    }

    private Task<TurnReceipt> Writes(string text, string id, string messageId, byte[]? picture = null) => _silo.Say(text, "@" + id, change: request => request with
    {
        Attachments = picture is null ? [] : [new TurnAttachment { MimeType = "image/png", Content = picture }],
        Origin = TurnOrigin.Channel,
        ReplyTo = Edit(messageId, "").Message,
        Sender = new InboundSender { Id = "7" },
    });

    private static MessageRevision Edit(string messageId, string text) => new()
    {
        SessionKey = SessionHost.Main,
        Message = new ReplyTarget { Channel = "telegram", Account = "default", ChatId = "42", ReplyToMessageId = messageId },
        SenderId = "7",
        Text = text,
        CommandsAllowed = true,
    };
}
