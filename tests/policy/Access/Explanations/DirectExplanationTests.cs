using Moltbot.Policy.Access;
using Moltbot.Policy.Access.Admission;
using Moltbot.Policy.Access.Pairing;
using static Moltbot.Policy.Tests.Access.Explanations.ExplainedSteps;

namespace Moltbot.Policy.Tests.Access.Explanations;

/// <summary>What the gates say of direct messages, and where their rules stand.</summary>
public sealed class DirectExplanationTests
{
    [Fact]
    public void Every_gate_says_why_and_what_would_turn_it_round()
    {
        Says(Direct(), Rules() with { Dm = DmPolicy.Disabled },
            "- DirectMessages: channels.telegram.dmPolicy is disabled [channels.telegram.dmPolicy] => Set channels.telegram.dmPolicy pairing");
        Says(Direct(), Rules() with { Dm = DmPolicy.Open },
            "+ DirectMessages: channels.telegram.dmPolicy is open [channels.telegram.dmPolicy] => Set channels.telegram.dmPolicy disabled");
        Says(Direct(), Rules() with { AllowFrom = ["1", " 7 "] },
            "DirectMessages: channels.telegram.dmPolicy is pairing [channels.telegram.dmPolicy]",
            "+ AllowList:  7  in channels.telegram.allowFrom names the sender [channels.telegram.allowFrom] ( 7 ) => Remove channels.telegram.allowFrom  7 ");
        Says(Direct(), Rules() with { Approved = new ApprovedSenders("telegram", ["7"]) },
            "DirectMessages: channels.telegram.dmPolicy is pairing [channels.telegram.dmPolicy]",
            "AllowList: channels.telegram.allowFrom does not name the sender [channels.telegram.allowFrom]",
            "+ Pairing: the sender was let in by a pairing code (pairing revoke takes that back)");
        Says(Direct(), Rules(),
            "DirectMessages: channels.telegram.dmPolicy is pairing [channels.telegram.dmPolicy]",
            "AllowList: channels.telegram.allowFrom does not name the sender [channels.telegram.allowFrom]",
            "- Pairing: the sender was not let in by a pairing code, and is offered one (pairing approve lets them in) => Add channels.telegram.allowFrom 7");
        Says(Direct(UpdateKind.Reaction), Rules(),
            "DirectMessages: channels.telegram.dmPolicy is pairing [channels.telegram.dmPolicy]",
            "AllowList: channels.telegram.allowFrom does not name the sender [channels.telegram.allowFrom]",
            "- Pairing: the sender was not let in by a pairing code => Add channels.telegram.allowFrom 7");
        Says(Direct(), Rules() with { Dm = DmPolicy.Allowlist },
            "DirectMessages: channels.telegram.dmPolicy is allowlist [channels.telegram.dmPolicy]",
            "- AllowList: channels.telegram.allowFrom does not name the sender [channels.telegram.allowFrom] => Add channels.telegram.allowFrom 7");
        Says(Direct() with { IsControlCommand = true }, Rules() with { Dm = DmPolicy.Open, AllowFrom = ["1"] },
            "DirectMessages: channels.telegram.dmPolicy is open [channels.telegram.dmPolicy]",
            "AllowList: channels.telegram.allowFrom does not name the sender [channels.telegram.allowFrom]",
            "Pairing: the sender was not let in by a pairing code",
            "- Commands: commands are given by those whom channels.telegram.allowFrom names [commands.useAccessGroups] => Add channels.telegram.allowFrom 7");
    }

    [Fact]
    public void Nobody_in_particular_is_told_so()
    {
        Says(Direct() with { IsOwn = true }, Rules(),
            "- Sender: the assistant sent it itself");
        Says(Direct(sender: null), Rules(),
            "- Sender: the platform names nobody who sent it");
        Says(Direct() with { IsBot = true }, Rules(),
            "- Sender: another bot sent it, and bots are not listened to");
    }

    [Theory]
    [InlineData("telegram", "{}", "channels.telegram.dmPolicy", "channels.telegram.allowFrom")]
    [InlineData("signal", "{}", "channels.signal.dmPolicy", "channels.signal.allowFrom")]
    [InlineData("discord", "{}", "channels.discord.dm.policy", "channels.discord.dm.allowFrom")]
    [InlineData("slack", "{}", "channels.slack.dm.policy", "channels.slack.dm.allowFrom")]
    [InlineData("googlechat", "{}", "channels.googlechat.dm.policy", "channels.googlechat.dm.allowFrom")]
    [InlineData("matrix", "{}", "channels.matrix.dm.policy", "channels.matrix.dm.allowFrom")]
    [InlineData("telegram", """{"channels":{"telegram":{"accounts":{"default":{"allowFrom":["8"]}}}}}""", "channels.telegram.dmPolicy", "channels.telegram.accounts.default.allowFrom")]
    [InlineData("discord", """{"channels":{"discord":{"accounts":{"default":{"dm":{}}}}}}""", "channels.discord.accounts.default.dm.policy", "channels.discord.accounts.default.dm.allowFrom")]
    public void A_rule_stands_where_its_channel_has_it_and_an_accounts_own_comes_first(string channel, string config, string policy, string allowFrom)
    {
        var keys = Keys(channel, config);
        keys.DmPolicy.ShouldBe(policy);
        keys.AllowFrom.ShouldBe(allowFrom);
    }

    [Theory]
    [InlineData("{}", "channels.telegram.enabled")]
    [InlineData("""{"channels":{"telegram":{"enabled":false,"accounts":{"default":{"enabled":true}}}}}""", "channels.telegram.enabled")]
    [InlineData("""{"channels":{"telegram":{"enabled":true,"accounts":{"default":{"enabled":false}}}}}""", "channels.telegram.accounts.default.enabled")]
    public void An_account_that_is_closed_is_switched_on_where_it_was_switched_off(string config, string key)
    {
        Lines(AdmissionExplanation.Closed("it is off", Keys("telegram", config), isConfigured: true)).ShouldBe([$"- Account: it is off [{key}] => Set {key} true"]);
        Lines(AdmissionExplanation.Closed("there is none", Keys("telegram", config), isConfigured: false)).ShouldBe(["- Account: there is none"]);
    }
}
