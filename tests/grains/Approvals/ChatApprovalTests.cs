using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Approvals;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Events;
using Moltbot.Grains.Approvals;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;
using Moltbot.Policy.Channels;
using Moltbot.Storage;
using Moltbot.Storage.Outbox;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Approvals;

/// <summary>Requests that are told to chats and answered from them; attack E10.</summary>
public sealed class ChatApprovalTests : IDisposable
{
    private const string Config =
        "{ tools: { exec: { host: \"gateway\" } }, channels: { telegram: { botToken: \"1:a\", dmPolicy: \"open\", allowFrom: [\"*\", \"42\"], "
        + "groupPolicy: \"open\", groups: { \"*\": { requireMention: false } } } }, "
        + "approvals: { exec: { enabled: true, mode: \"targets\", targets: [{ channel: \"telegram\", to: \"-100\" }, { channel: \"telegram\", to: \"telegram:-100\" }, { channel: \"webchat\", to: \"x\" }] } } }";

    private static readonly GrainKey Account = GrainKey.ForAccount(TenantId.Default, "telegram", "default");
    private readonly TemporaryFolder _folder = new();
    private int _updates;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_request_goes_to_each_chat_once_and_so_does_its_end()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Config);
        var asking = new Asking(host);
        ApprovalView asked = await asking.Ask();
        await Work(host, 1);
        await asking.Answer("deny");
        await Work(host, 2);

        List<OutboxMessage> told = [.. (await Outbox(host)).OrderBy(static message => TextOf(message).Contains("Resolved", StringComparison.Ordinal))];
        told.Select(static message => message.ChatId).ShouldBe(["-100", "-100"]);
        TextOf(told[0]).ShouldContain("tool x");
        TextOf(told[0]).ShouldContain(asked.Hash!);
        string request = Encoding.UTF8.GetString(told[0].Payload.Span);
        foreach (string decision in (string[])["allow-once", "allow-session", "deny"])
        {
            request.ShouldContain($"\"mbapprove:a1:{decision}\"");
        }

        request.ShouldNotContain("allow-always", Case.Insensitive, "nobody knows what the program starts");
        TextOf(told[0]).ShouldContain("Programs: /bin/tool\nCWD: /work\n");
        TextOf(told[0]).ShouldContain("Asked by: device:ann\n");
        told.All(static message => Encoding.UTF8.GetString(message.Payload.Span).Contains("\"IsLiteral\":true", StringComparison.OrdinalIgnoreCase)).ShouldBeTrue();
        Encoding.UTF8.GetString(told[1].Payload.Span).ShouldNotContain("mbapprove");
        TextOf(told[1]).ShouldContain("Exec approval denied. Resolved by Bob. ID: a1");
    }

    [Theory]
    [InlineData("/approve a1 allow-once", "allow-once")]
    [InlineData("/approve deny a1", "deny")]
    [InlineData("/approve: a1 once", "allow-once")]
    public async Task An_approver_answers_and_is_told_so(string text, string decision)
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Config);
        var asking = new Asking(host);
        await asking.Ask();

        (await Say(host, text, "42")).ShouldBe("approve: answered");

        ApprovalAnswer answer = (await asking.Show()).Answers.ShouldHaveSingleItem();
        (answer.Decision, answer.Principal, answer.Via).ShouldBe((decision, "telegram:42", "telegram/default/42"));
        (await Outbox(host)).Select(TextOf).ShouldContain(each => each.Contains("submitted for a1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_chat_that_would_cut_a_request_is_not_told_and_its_approver_is_sent_to_a_client()
    {
        var time = new ManualTime();
        await using GrainHost host = await GrainHost.Start(_folder.Path, Config.Replace("dmPolicy", "textChunkLimit: 200, dmPolicy", StringComparison.Ordinal), time);
        var asking = new Asking(host);
        await asking.Ask();
        await time.WhenArmed(ApprovalQueueGrain.Interval);
        time.Advance(ApprovalQueueGrain.Interval);
        await host.Events.Next(e => e is ExecApprovalUnseenEvent, "the alarm");
        await Work(host, 1);

        OutboxMessage told = (await Outbox(host)).ShouldHaveSingleItem();
        told.ChatId.ShouldBe("42");
        TextOf(told).ShouldNotContain("tool x");
        TextOf(told).ShouldContain("Answer it from a client. ID: a1");
    }

    [Theory]
    [InlineData("per-session", "tool x", "tool", "allow", "allow-session", "allow-once|allow-session|deny")]
    [InlineData("per-session", "ls x", "ls", "always", "allow-session", "allow-once|allow-session|deny")]
    [InlineData("once", "ls x", "ls", "allow", "allow-always", "allow-once|allow-session|allow-always|deny")]
    [InlineData("once", "tool x", "tool", "allow", "allow-session", "allow-once|allow-session|deny")]
    [InlineData("always", "ls x", "ls", "allow", "allow-once", "allow-once|deny")]
    public async Task Allow_lasts_as_long_as_the_mode_says(string mode, string command, string program, string word, string decision, string offered)
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Config.Replace("host: \"gateway\"", $"host: \"gateway\", approvalMode: \"{mode}\"", StringComparison.Ordinal));
        var asking = new Asking(host);
        await asking.Ask(call: Asking.Call(command, program));
        await Work(host, 1);
        TextOf((await Outbox(host)).ShouldHaveSingleItem()).ShouldEndWith("/approve <id> " + offered);

        await Say(host, $"/approve a1 {word}", "42");

        (await asking.Ended()).Decision.ShouldBe(decision);
        (await asking.Policy.Decide(Asking.Call(command, program), new ExecPreferences())).Outcome
            .ShouldBe(mode == "always" ? ExecVerdictOutcome.Ask : ExecVerdictOutcome.Run, "is it asked again");
    }

    [Theory]
    [InlineData("ourbot", "/approve@ourbot a1 deny", true)]
    [InlineData("ourbot", "/approve@OurBot: a1 deny", true)]
    [InlineData("ourbot", "/approve@another a1 deny", false)]
    [InlineData(null, "/approve@ourbot a1 deny", true)]
    public async Task A_command_that_names_the_bot_reaches_no_model(string? botUsername, string text, bool isOurs)
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Config);
        var asking = new Asking(host);
        await asking.Ask();
        IChannelAccountGrain account = host.AsGateway<IChannelAccountGrain>(Account);
        if (botUsername is not null)
        {
            await account.ReportConnection((await account.AcquireLease("test")).Fence, new ConnectionReport { Running = true, Connected = true, BotUsername = botUsername });
        }

        string outcome = await Say(host, text, "42");

        (outcome == "approve: answered").ShouldBe(isOurs, outcome);
        (await asking.Show()).Answers.Count.ShouldBe(isOurs ? 1 : 0);
    }

    [Theory]
    [InlineData("/approve a1 always wait no")]
    [InlineData("/approve allow deny")]
    public async Task What_reads_in_two_ways_answers_nothing(string text)
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Config);
        var asking = new Asking(host);
        await asking.Ask();
        await Say(host, text, "42");
        (await asking.Show()).Answers.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_else_answers_by_any_kind_of_update_and_nobody_else_is_told_anything()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Config);
        var asking = new Asking(host);
        await asking.Ask();
        await Work(host, 1);
        string button = new ApprovalButton("a1", "allow-once").ToString();

        // "7" may write here, calls itself like the approver, and is in the approver's group.
        foreach (string chat in (string[])["7", "-100", "42"])
        {
            foreach (InboundKind kind in Enum.GetValues<InboundKind>())
            {
                await Say(host, "/approve a1 allow-once", "7", chat, kind);
                await Say(host, button, "7", chat, kind);
                await Say(host, "/approve", "7", chat, kind);
            }
        }

        // The approver's own edits and reactions are no answers either.
        foreach (InboundKind kind in (InboundKind[])[InboundKind.Edit, InboundKind.Reaction, InboundKind.Membership, InboundKind.Unknown])
        {
            await Say(host, "/approve a1 allow-once", "42", "42", kind);
            await Say(host, button, "42", "42", kind);
        }

        (await asking.Show()).Status.ShouldBe(ApprovalStatus.Open);
        (await asking.Show()).Answers.ShouldBeEmpty();
        (await Outbox(host)).Select(TextOf).ShouldNotContain(each => each.Contains("approv", StringComparison.OrdinalIgnoreCase) && !each.Contains("Exec approval required", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_button_counts_as_the_command_does()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Config);
        var asking = new Asking(host);
        await asking.Ask();
        (await Say(host, new ApprovalButton("a1", "allow-once").ToString(), "42", "-100", InboundKind.Button)).ShouldBe("approve: answered");
        (await asking.Show()).Status.ShouldBe(ApprovalStatus.Allowed);
    }

    [Fact]
    public async Task An_approver_is_told_how_to_answer_and_that_an_id_is_unknown()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Config);
        await Say(host, "/approve", "42");
        await Say(host, "/approve nobodys deny", "42");
        (await Outbox(host)).Select(TextOf).ShouldBe(
            ["Usage: /approve <id> allow-once|allow-always|deny", "❌ Failed to submit approval: unknown approval id"], ignoreOrder: true);
    }

    [Fact]
    public async Task An_id_that_nobody_was_given_wakes_no_grain_and_answers_nothing()
    {
        var woken = new ConcurrentDictionary<string, bool>();
        await using GrainHost host = await GrainHost.Start(_folder.Path, Config, more: services => services.AddSingleton<IIncomingGrainCallFilter>(new Approvals(woken)));
        var asking = new Asking(host);
        foreach (string id in (string[])["a1", "none"])
        {
            await asking.Ask(id, Asking.Call("tool " + id));
        }

        woken.Clear();
        await Say(host, "/approve made-up deny", "7");
        await Say(host, "/approve made-up2 deny", "42");

        woken.Keys.Where(key => key.Contains("made", StringComparison.Ordinal)).ShouldBeEmpty();
        foreach (string id in (string[])["a1", "none"])
        {
            (await asking.Show(id)).Answers.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Who_answers_what_has_ended_is_told_that_it_is_unknown()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, Config);
        var asking = new Asking(host);
        await asking.Ask();
        await asking.Answer("deny");
        await Waits.Until(async () => !(await asking.Queue.List()).Contains("a1"), "the end");
        (await asking.Queue.Find("a1")).ShouldBe("a1");
        await Say(host, "/approve a1 allow-once", "42");
        (await Outbox(host)).Select(TextOf).ShouldContain("❌ Failed to submit approval: unknown approval id");
        (await asking.Show()).Decision.ShouldBe("deny");
    }

    /// <summary>Which approvals were called.</summary>
    private sealed class Approvals(ConcurrentDictionary<string, bool> called) : IIncomingGrainCallFilter
    {
        public Task Invoke(IIncomingGrainCallContext context)
        {
            if (context.Grain is IApprovalGrain approval)
            {
                called[approval.GetPrimaryKeyString()] = true;
            }

            return context.Invoke();
        }
    }

    private async Task<string> Say(GrainHost host, string text, string sender, string? chat = null, InboundKind kind = InboundKind.Message) =>
        (await host.AsGateway<IChannelAccountGrain>(Account).Receive(new InboundMessage
        {
            UpdateId = (++_updates).ToString(System.Globalization.CultureInfo.InvariantCulture),
            Kind = kind,
            ChatId = chat ?? sender,
            ChatKind = chat?.StartsWith('-') == true ? ChatKind.Group : ChatKind.Direct,
            Sender = new InboundSender { Id = sender, Name = "Ann 42", Username = "42" },
            MessageId = "m" + _updates,
            Text = text,
            SentAt = 1,
        })).Outcome;

    /// <summary>Waits until so many texts were put into the outbox.</summary>
    private static async Task Work(GrainHost host, int count)
    {
        int seen = 0;
        await host.Events.Next(e => e is ChannelWorkEvent { Typing: null } && ++seen == count, $"text {count} in the outbox");
    }

    private static ValueTask<IReadOnlyList<OutboxMessage>> Outbox(GrainHost host) => new(host.Services.GetRequiredService<IOutboxStore>()
        .ListAsync(new ChannelAccount(TenantId.Default, "telegram", "default"), new OutboxFilter { Limit = 100 }));

    private static string TextOf(OutboxMessage message) =>
        System.Text.Json.JsonDocument.Parse(Encoding.UTF8.GetString(message.Payload.Span)).RootElement.EnumerateObject()
            .First(static property => property.Name.Equals("text", StringComparison.OrdinalIgnoreCase)).Value.GetString()!;
}
