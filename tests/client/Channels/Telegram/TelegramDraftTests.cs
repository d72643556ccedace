using Moltbot.Gateway.Channels;
using Moltbot.Gateway.Channels.Api;
using Moltbot.Gateway.Channels.Telegram;
using Moltbot.Gateway.Channels.Telegram.Api;
using Moltbot.Gateway.Channels.Telegram.Outbound;
using Moltbot.Gateway.Tests.Channels.Support;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Events;
using Moltbot.TestSupport.Platforms;
using Moltbot.TestSupport.Telegram;

namespace Moltbot.Gateway.Tests.Channels.Telegram;

/// <summary>Answers shown while they are written, in the topics of private chats (streamMode).</summary>
public sealed class TelegramDraftTests : IAsyncLifetime
{
    private static readonly ChannelWorkEvent Work = new() { Channel = "telegram", Account = "default" };
    private ChannelRig rig = null!;
    private ChannelSupervisor gateway = null!;

    public async ValueTask InitializeAsync()
    {
        rig = await ChannelRig.StartAsync();
        rig.Bot.HasTopics = true;
        rig.Bot.Person(42, "Ann");
        rig.Bot.Topic(42, 5);
    }

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Fact]
    public async Task What_is_written_is_shown_at_the_chats_pace_the_newest_text_only()
    {
        await Start("partial");
        Types("r1");
        Writes("r1", "Hel");
        await rig.Bot.WhenDrafted(1);
        await rig.Time.WhenArmed(TimeSpan.FromSeconds(1));
        Writes("r1", "Hello");
        Writes("r1", "Hello **Ann**");
        Writes("r2", "another run's");
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        await rig.Bot.WhenDrafted(2);

        rig.Bot.Drafts.Select(draft => draft.Text).ShouldBe(["Hel", "Hello <b>Ann</b>"]);
        rig.Bot.Drafts.Select(draft => (draft.ChatId, draft.ThreadId)).Distinct().ShouldHaveSingleItem().ShouldBe((42, 5));
        rig.Bot.Drafts.Select(draft => draft.DraftId).Distinct().ShouldHaveSingleItem().ShouldNotBe(0);
        rig.Bot.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_answer_itself_goes_through_the_outbox_and_ends_the_draft()
    {
        await Start("partial");
        Types("r1");
        Writes("r1", "Hel");
        await rig.Bot.WhenDrafted(1);
        gateway.OnEvent("default", Work with { Typing = false, ChatId = "42", ThreadId = "5", RunId = "r1" });
        Writes("r1", "Hello, too late");
        rig.Grain.Enqueue("p1", "42", "Hello", thread: "5");
        gateway.OnEvent("default", Work);
        await rig.AdvanceUntil(rig.Bot.WhenSent(1), TimeSpan.FromMilliseconds(250));

        rig.Bot.Drafts.Count.ShouldBe(1);
        rig.Bot.Sent.Single().Text.ShouldBe("Hello");
    }

    [Fact]
    public async Task Blocks_show_whole_paragraphs_only()
    {
        await Start("block");
        Types("r1");
        string paragraph = new('x', 250);
        Writes("r1", paragraph);
        Writes("r1", paragraph + "\n\nnot finished");
        await rig.AdvanceUntil(rig.Bot.WhenDrafted(1), TimeSpan.FromMilliseconds(500));

        rig.Bot.Drafts.Single().Text.ShouldBe(paragraph);
    }

    [Theory]
    [InlineData("off", "42", "5")]
    [InlineData("partial", "42", null)]
    [InlineData("partial", "-100", "33")]
    public async Task Elsewhere_nothing_is_shown_before_the_answer(string mode, string chat, string? thread)
    {
        await Start(mode);
        gateway.OnEvent("default", Work with { Typing = true, ChatId = chat, ThreadId = thread, RunId = "r1" });
        Writes("r1", "Hello");
        rig.Bot.Group(-100, "Forum", forum: true);
        rig.Grain.Enqueue("p1", "42", "Hello");
        gateway.OnEvent("default", Work);
        await rig.Bot.WhenSent(1);

        rig.Bot.Calls.ShouldNotContain(call => call.Method == "sendMessageDraft");
    }

    [Fact]
    public async Task A_flood_limit_ends_the_drafts_of_a_run_and_holds_the_chat_back()
    {
        rig.Bot.Script("sendMessageDraft", SimulatedAnswer.TooManyRequests(7));
        BotToken.TryParse(ChannelRig.Token, out var token).ShouldBeTrue();
        using var account = new TelegramAccount("default", rig.Account(), token!, ChannelHttp.CreateHandler(), TimeSpan.FromSeconds(30), rig.Time);
        await account.Identify(ChannelRig.Stop);
        var pacer = new SendPacer(rig.Time);

        var more = await new TelegramDrafts(account, pacer).Show(new ChannelDraft("42", "5", "r1", "Hel"), ChannelRig.Stop);
        var turn = pacer.WaitTurn(42, ChannelRig.Stop);
        await rig.Time.WhenArmed(TimeSpan.FromSeconds(7));
        rig.Time.Advance(TimeSpan.FromSeconds(7));
        await turn;

        more.ShouldBeFalse();
    }

    private async Task Start(string mode)
    {
        rig.Configurations.Tenants["default"] = ChannelRig.Channels(rig.Account() with { StreamMode = mode });
        gateway = await rig.StartGateway();
        await rig.Bot.WhenCalled("getUpdates");
    }

    private void Types(string run) => gateway.OnEvent("default", Work with { Typing = true, ChatId = "42", ThreadId = "5", RunId = run });

    private void Writes(string run, string text) => gateway.OnEvent("default", new ChatEvent
    {
        RunId = run, SessionKey = "main", CanonicalKey = "agent:main:main", Sequence = 1, State = ChatState.Delta, Text = text, Timestamp = 1,
    });
}
