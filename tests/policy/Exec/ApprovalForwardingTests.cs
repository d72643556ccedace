using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Exec.Approvals;

namespace Moltbot.Policy.Tests.Exec;

/// <summary>Which chats are told of a request, and who answers there.</summary>
public sealed class ApprovalForwardingTests
{
    private static readonly ApprovalTarget Session = new("telegram", "-1", "work", "5");

    [Theory]
    [InlineData("session", "telegram:-1")]
    [InlineData("targets", "slack:C1 discord:7")]
    [InlineData("both", "telegram:-1 slack:C1 discord:7")]
    [InlineData("neither", "")]
    public void The_mode_says_whether_the_conversation_or_the_listed_chats_are_told(string mode, string told)
    {
        var config = new ApprovalsConfig { Mode = mode, Targets = [new("slack", "C1"), new("Discord", "7"), new("webchat", "x"), new("nowhere", "x"), new("slack", "C1")] };
        Told(config, Session).ShouldBe(told);
        Told(config, null).ShouldBe(told.Replace("telegram:-1", "", StringComparison.Ordinal).Trim());
    }

    [Fact]
    public void A_chat_is_told_once_and_another_account_or_thread_is_another_chat()
    {
        ApprovalTarget[] all = [Session, Session with { AccountId = null }, Session with { ThreadId = null }, Session with { ThreadId = "6" }, Session with { To = "-2" }, Session with { Channel = "slack" }];
        ApprovalForwarding.Targets(new() { Mode = "both", Targets = [.. all, .. all] }, Session).ShouldBe(all);
    }

    [Theory]
    [InlineData(false, "", "", "main", "agent:main:main", false)]
    [InlineData(true, "", "", "main", "agent:main:main", true)]
    [InlineData(true, "", "", null, null, true)]
    [InlineData(true, "ops main", "", "main", "agent:other:main", true)]
    [InlineData(true, "ops main", "", null, "agent:main:main", true)]
    [InlineData(true, "ops main", "", "", "agent:main:main", true)]
    [InlineData(true, "ops", "", "main", "agent:ops:main", false)]
    [InlineData(true, "ops", "", null, null, false)]
    [InlineData(true, "", "work agent:main:", "main", "agent:main:x", true)]
    [InlineData(true, "", "work home", "main", "agent:main:x", false)]
    [InlineData(true, "", "+49151", "main", "agent:main:signal:direct:+49151", true)]
    [InlineData(true, "", "work", "main", null, false)]
    [InlineData(true, "", "work", "main", "", false)]
    [InlineData(true, "ops", "agent:", "main", "agent:main:x", false)]
    public void Agents_and_sessions_may_be_left_out(bool enabled, string agents, string sessions, string? agent, string? session, bool applies) => ApprovalForwarding.Applies(
        new() { Enabled = enabled, AgentFilter = agents.Split(' ', StringSplitOptions.RemoveEmptyEntries), SessionFilter = sessions.Split(' ', StringSplitOptions.RemoveEmptyEntries) }, agent, session)
        .ShouldBe(applies);

    [Theory]
    [InlineData("telegram:42", "person:ann")]
    [InlineData("device:bob", "person:ann")]
    [InlineData("telegram:7", "telegram:7")]
    [InlineData("discord:42", "discord:42")]
    [InlineData("nobody", "nobody")]
    public void Two_ids_of_one_person_are_one_who_answers(string principal, string person) => Approvers.PersonOf(
        ConfigDocument.Restore("""{ "session": { "identityLinks": { "ann": ["telegram:42", "device:bob"] } } }""", "", 1), principal).ShouldBe(person);

    [Theory]
    [InlineData("telegram:42", "42")]
    [InlineData(" Telegram:42 ", "42")]
    [InlineData("telegram-42", "")]
    [InlineData("42", "")]
    [InlineData("discord:42", "")]
    public void An_approver_is_listed_with_the_channel(string entry, string approver) => Approvers.Of(
        ConfigDocument.Restore($$"""{ "approvals": { "exec": { "approvers": ["{{entry}}"] } }, "channels": { "telegram": { "allowFrom": ["7"] } } }""", "", 1), "telegram", "default")
        .ShouldBe(approver.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string Told(ApprovalsConfig config, ApprovalTarget? session) =>
        string.Join(' ', ApprovalForwarding.Targets(config, session).Select(static target => $"{target.Channel}:{target.To}"));
}
