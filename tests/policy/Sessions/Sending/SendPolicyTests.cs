using Moltbot.Policy.Sessions.Sending;

namespace Moltbot.Policy.Tests.Sessions.Sending;

/// <summary>Which sessions anything is sent to (security.md §12).</summary>
public sealed class SendPolicyTests
{
    [Theory]
    [InlineData("agent:main:telegram:group:-1", "telegram", true)]
    [InlineData("telegram:dm:7", "telegram", true)]
    [InlineData("agent:main:telegram:work:dm:7", "telegram", true)]
    [InlineData("agent:main:slack:channel:c1:thread:5", " Slack ", true)]
    [InlineData("agent:main:telegram:group:-1", "discord", false)]
    [InlineData("agent:main:telegram:work:thread:7", "telegram", false)]
    [InlineData("telegram:work:dm", "telegram", false)]
    [InlineData("telegram:group", "telegram", false)]
    [InlineData("agent:main:main", "agent", false)]
    public void A_rule_for_a_channel_meets_the_sessions_whose_key_names_it(string key, string channel, bool isMet) =>
        new SendPolicy([new SendRule(Deny: true, channel)]).Allows(new SendTarget(key)).ShouldBe(!isMet);

    [Theory]
    [InlineData("agent:main:main", "telegram", null, true)]
    [InlineData("agent:main:discord:group:1", "telegram", null, true)]
    [InlineData("agent:main:telegram:group:1", " Discord ", null, false)]
    [InlineData("agent:main:telegram:group:1", " ", null, true)]
    public void What_the_session_knows_of_its_channel_counts_before_the_key(string key, string? channel, string? chatType, bool isMet) =>
        new SendPolicy([new SendRule(Deny: true, "telegram")]).Allows(new SendTarget(key, channel, chatType)).ShouldBe(!isMet);

    [Theory]
    [InlineData("agent:main:telegram:group:1", null, "group", true)]
    [InlineData("agent:main:telegram:group:1", null, "channel", false)]
    [InlineData("agent:main:slack:channel:1", null, "channel", true)]
    [InlineData("agent:main:telegram:group:1", "dm", "direct", true)]
    [InlineData("agent:main:main", null, "direct", false)]
    [InlineData("agent:main:main", null, "group", false)]
    [InlineData("agent:main:main", null, "channel", false)]
    [InlineData("agent:main:main", null, "other", true)]
    public void A_rule_for_a_type_of_chat_meets_the_chats_of_that_type(string key, string? chatType, string ruleType, bool isMet) =>
        new SendPolicy([new SendRule(Deny: true, ChatType: ruleType)]).Allows(new SendTarget(key, null, chatType)).ShouldBe(!isMet);

    [Theory]
    [InlineData("agent:main:hook:mail", " Agent:Main:hook: ", true)]
    [InlineData("agent:main:hook", "agent:main:hook:", false)]
    [InlineData("x:agent:main:hook:mail", "agent:main:hook:", false)]
    [InlineData(null, "agent:", false)]
    [InlineData("agent:main:main", " ", true)]
    public void A_rule_for_a_prefix_meets_the_keys_that_begin_with_it(string? key, string prefix, bool isMet) =>
        new SendPolicy([new SendRule(Deny: true, KeyPrefix: prefix)]).Allows(new SendTarget(key)).ShouldBe(!isMet);

    [Fact]
    public void Each_part_of_a_rule_must_fit()
    {
        var policy = new SendPolicy([new SendRule(Deny: true, "telegram", "group", "agent:main:")]);

        policy.Allows(new SendTarget("agent:main:telegram:group:1")).ShouldBeFalse();
        policy.Allows(new SendTarget("agent:main:discord:group:1")).ShouldBeTrue();
        policy.Allows(new SendTarget("agent:main:telegram:channel:1")).ShouldBeTrue();
        policy.Allows(new SendTarget("agent:ops:telegram:group:1")).ShouldBeTrue();
    }

    [Fact]
    public void A_deny_wins_over_an_allow_and_both_over_what_holds_otherwise()
    {
        var target = new SendTarget("agent:main:telegram:group:1");
        var (allow, deny) = (new SendRule(Deny: false, "telegram"), new SendRule(Deny: true, ChatType: "group"));

        new SendPolicy([allow, deny]).Allows(target).ShouldBeFalse();
        new SendPolicy([deny, allow]).Allows(target).ShouldBeFalse();
        new SendPolicy([allow], DefaultDeny: true).Allows(target).ShouldBeTrue();
        new SendPolicy([], DefaultDeny: true).Allows(target).ShouldBeFalse();
        new SendPolicy([new SendRule(Deny: false, "discord")], DefaultDeny: true).Allows(target).ShouldBeFalse();
        SendPolicy.AllowAll.Allows(target).ShouldBeTrue();
    }

    [Theory]
    [InlineData(" Allow ", true)]
    [InlineData("deny", false)]
    public void A_sessions_own_setting_wins_over_all_rules(string own, bool isAllowed)
    {
        var target = new SendTarget("agent:main:telegram:group:1", Override: own);

        new SendPolicy([new SendRule(Deny: true)]).Allows(target).ShouldBe(isAllowed);
        new SendPolicy([]).Allows(target).ShouldBe(isAllowed);
    }

    [Fact]
    public void A_setting_that_is_neither_does_not_count() =>
        new SendPolicy([new SendRule(Deny: true)]).Allows(new SendTarget("agent:main:main", Override: "maybe")).ShouldBeFalse();

    [Theory]
    [InlineData(null, "deny", "deny")]
    [InlineData("allow", "deny", "deny")]
    [InlineData("allow", "allow", "allow")]
    [InlineData("deny", "allow", null)]
    [InlineData(null, "allow", null)]
    [InlineData("allow", "inherit", null)]
    [InlineData("deny", "inherit", null)]
    public void Who_writes_in_a_chat_can_silence_it_and_take_that_back_but_lift_no_rule(string? own, string mode, string? after) =>
        SendPolicy.Switched(own, mode).ShouldBe(after);

    [Theory]
    [InlineData(" DENY ", "deny")]
    [InlineData("Allow", "allow")]
    [InlineData("", null)]
    [InlineData(null, null)]
    [InlineData("off", null)]
    public void A_setting_is_allow_or_deny(string? raw, string? read) => SendPolicy.Normalize(raw).ShouldBe(read);
}
