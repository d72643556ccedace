using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Pairing;
using Moltbot.GrainInterfaces.Policy;
using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Tenants;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;

namespace Moltbot.Grains.Tests.Policy;

/// <summary>Why somebody is let in on a channel or not, and that the change named for it does it.</summary>
public sealed class AdmissionExplanationTests : IDisposable
{
    private static readonly GrainKey Account = GrainKey.ForAccount(TenantId.Default, "telegram", "default");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{ "dmPolicy": "disabled", "allowFrom": ["7"] }""", null, "DmDisabled", "direct-messages", "set channels.telegram.dmPolicy pairing")]
    [InlineData("""{ "dmPolicy": "allowlist", "allowFrom": ["8"] }""", null, "DmSenderUnknown", "allow-list", "add channels.telegram.allowFrom 7")]
    [InlineData("""{ "allowFrom": ["8"] }""", null, "DmSenderUnknown", "pairing", "add channels.telegram.allowFrom 7")]
    [InlineData("""{ "accounts": { "default": { "allowFrom": ["8"] } } }""", null, "DmSenderUnknown", "pairing", "add channels.telegram.accounts.default.allowFrom 7")]
    [InlineData("""{ "groupPolicy": "disabled", "allowFrom": ["7"] }""", "-1", "GroupsDisabled", "groups", "set channels.telegram.groupPolicy allowlist")]
    [InlineData("""{ "groupPolicy": "open", "groups": { "-2": {} } }""", "-1", "GroupNotListed", "group", "set channels.telegram.groups.-1 {}")]
    [InlineData("""{ "groupPolicy": "open", "groups": { "-1": { "enabled": false } } }""", "-1", "GroupDisabled", "group", "set channels.telegram.groups.-1.enabled true")]
    [InlineData("""{ "groupPolicy": "open", "groups": { "*": { "enabled": false } } }""", "-1", "GroupDisabled", "group", "set channels.telegram.groups[\"*\"].enabled true")]
    [InlineData("""{ "groupPolicy": "open", "groups": { "-1": { "topics": { "5": { "enabled": false } } } } }""", "-1/5", "TopicDisabled", "topic", "set channels.telegram.groups.-1.topics.5.enabled true")]
    [InlineData("""{ "allowFrom": ["8"] }""", "-1", "GroupSenderNotListed", "group-senders", "add channels.telegram.allowFrom 7")]
    [InlineData("""{ "groupAllowFrom": ["8"], "allowFrom": ["7"] }""", "-1", "GroupSenderNotListed", "group-senders", "add channels.telegram.groupAllowFrom 7")]
    [InlineData("""{ "groupPolicy": "open", "groups": { "-1": { "allowFrom": ["8"] } } }""", "-1", "GroupSenderNotListed", "group-senders", "add channels.telegram.groups.-1.allowFrom 7")]
    [InlineData("""{ "groupPolicy": "open", "groups": { "*": { "topics": { "5": { "allowFrom": ["8"] } } } } }""", "-1/5", "GroupSenderNotListed", "group-senders", "add channels.telegram.groups[\"*\"].topics.5.allowFrom 7")]
    [InlineData("""{ "groupPolicy": "open" }""", "-1", "NotMentioned", "mention", "set channels.telegram.groups[\"*\"].requireMention false")]
    [InlineData("""{ "groupPolicy": "open", "groups": { "-1": {}, "*": {} } }""", "-1", "NotMentioned", "mention", "set channels.telegram.groups.-1.requireMention false")]
    [InlineData("""{ "groupPolicy": "open", "groups": { "-1": { "topics": { "5": { "requireMention": true } } } } }""", "-1/5", "NotMentioned", "mention", "set channels.telegram.groups.-1.topics.5.requireMention false")]
    [InlineData("""{ "enabled": false }""", null, "the account is switched off", "account", "set channels.telegram.enabled true")]
    public async Task The_change_that_is_named_lets_the_sender_in(string telegram, string? place, string reason, string gate, string change)
    {
        var config = new JsonObject { ["channels"] = new JsonObject { ["telegram"] = JsonNode.Parse(telegram) } };
        var section = config["channels"]!["telegram"]!.AsObject();
        section["botToken"] = "1:x";
        await using GrainHost host = await GrainHost.Start(_folder.Path, config.ToJsonString());

        AdmissionReport report = await Explain(host, place);
        report.Verdict.Outcome.ShouldNotBe(AdmissionOutcome.Accept);
        report.Verdict.Reason.ShouldBe(reason);
        PolicyLine last = report.Lines[^1];
        (last.Rule, last.Says).ShouldBe((gate, "refuses"));
        report.Lines.SkipLast(1).ShouldAllBe(line => line.Says == "nothing" && line.Change == null);
        $"{last.Change!.Do} {last.Change.Key} {last.Change.Value}".ShouldBe(change);

        Apply(config, last.Change);
        File.WriteAllText(host.Documents.Path, config.ToJsonString());
        ConfigurationState state = await host.AsGateway<ITenantGrain>(GrainKey.ForTenant(TenantId.Default)).Reload();
        state.Issues.ShouldBeEmpty();

        AdmissionReport after = await Explain(host, place);
        // The next gate may have its own word; this one has no more.
        (after.Verdict.Outcome == AdmissionOutcome.Accept || IsLater(after, gate)).ShouldBeTrue(after.Verdict.Reason);
    }

    [Theory]
    [InlineData("""{ "groupPolicy": "disabled" }""", "1/5", "GroupsDisabled", "groups", "set channels.discord.groupPolicy allowlist")]
    [InlineData("""{ }""", "1/5", "GroupNotListed", "group", "set channels.discord.guilds.1 {}")]
    [InlineData("""{ "guilds": { "1": { "channels": { "6": {} } } } }""", "1/5", "GroupNotListed", "group", "set channels.discord.guilds.1.channels.5 {}")]
    [InlineData("""{ "guilds": { "1": { "channels": { "6": {} } } } }""", "1/5/55", "GroupNotListed", "group", "set channels.discord.guilds.1.channels.5 {}")]
    [InlineData("""{ "guilds": { "1": { "channels": { "5": { "allow": false } } } } }""", "1/5", "GroupNotListed", "group", "set channels.discord.guilds.1.channels.5.allow true")]
    [InlineData("""{ "guilds": { "1": { "users": ["8"] } } }""", "1/5", "GroupSenderNotListed", "group-senders", "add channels.discord.guilds.1.users 7")]
    [InlineData("""{ "guilds": { "*": { "channels": { "5": { "users": ["8"] } } } } }""", "1/5", "GroupSenderNotListed", "group-senders", "add channels.discord.guilds[\"*\"].channels.5.users 7")]
    [InlineData("""{ "guilds": { "1": { } } }""", "1/5", "NotMentioned", "mention", "set channels.discord.guilds.1.requireMention false")]
    [InlineData("""{ "guilds": { "1": { "channels": { "5": { "requireMention": true } } } } }""", "1/5/55", "NotMentioned", "mention", "set channels.discord.guilds.1.channels.5.requireMention false")]
    [InlineData("""{ "dm": { } }""", "-/5", "GroupNotListed", "group", "set channels.discord.dm.groupEnabled true")]
    [InlineData("""{ "dm": { "groupEnabled": true, "groupChannels": ["6"] } }""", "-/5", "GroupNotListed", "group", "add channels.discord.dm.groupChannels 5")]
    [InlineData("""{ "accounts": { "default": { "dm": { "groupEnabled": true, "groupChannels": [] } } } }""", "-/5", "GroupNotListed", "group", "add channels.discord.accounts.default.dm.groupChannels 5")]
    [InlineData("""{ "dm": { "policy": "allowlist" } }""", null, "DmSenderUnknown", "allow-list", "add channels.discord.dm.allowFrom 7")]
    public async Task On_Discord_too(string discord, string? place, string reason, string gate, string change)
    {
        var config = new JsonObject { ["channels"] = new JsonObject { ["discord"] = JsonNode.Parse(discord) } };
        config["channels"]!["discord"]!["token"] = "a.b.c";
        await using GrainHost host = await GrainHost.Start(_folder.Path, config.ToJsonString());
        string[] parts = place?.Split('/') ?? [];
        var question = new AdmissionQuestion
        {
            SenderId = "7", SpaceId = parts.ElementAtOrDefault(0) is "-" ? null : parts.ElementAtOrDefault(0), GroupId = parts.ElementAtOrDefault(1), ThreadId = parts.ElementAtOrDefault(2), GroupKind = ChatKind.Channel,
        };
        GrainKey account = GrainKey.ForAccount(TenantId.Default, "discord", "default");

        AdmissionReport report = await host.AsOperator<IAccessPolicyGrain>(account, Scope.Read).Explain(question);
        (report.Verdict.Reason, report.Lines[^1].Rule, report.Lines[^1].Says).ShouldBe((reason, gate, "refuses"));
        PolicyChange named = report.Lines[^1].Change!;
        $"{named.Do} {named.Key} {named.Value}".ShouldBe(change);

        Apply(config, named);
        File.WriteAllText(host.Documents.Path, config.ToJsonString());
        (await host.AsGateway<ITenantGrain>(GrainKey.ForTenant(TenantId.Default)).Reload()).Issues.ShouldBeEmpty();
        AdmissionReport after = await host.AsOperator<IAccessPolicyGrain>(account, Scope.Read).Explain(question);
        (after.Verdict.Outcome == AdmissionOutcome.Accept || IsLater(after, gate)).ShouldBeTrue(after.Verdict.Reason);
    }

    /// <summary>What a gate says that was passed is why it was.</summary>
    [Theory]
    [InlineData("""{ "groupPolicy": "open" }""", "1/5", "no guild is listed, and channels.discord.groupPolicy is open", "everybody in the chat counts")]
    [InlineData("""{ "guilds": { "1": { } } }""", "1/5", "1 is listed among the guilds", "everybody in the chat counts: channels.discord.guilds.1.users is not set")]
    [InlineData("""{ "guilds": { "1": { "users": ["7"] } } }""", "1/5", "1 is listed among the guilds", "7 in channels.discord.guilds.1.users names the sender")]
    [InlineData("""{ "dm": { "groupEnabled": true } }""", "-/5", "channels.discord.dm.groupEnabled lets in all group chats outside guilds", "everybody in the chat counts")]
    [InlineData("""{ "dm": { "groupEnabled": true, "groupChannels": ["5"] } }""", "-/5", "channels.discord.dm.groupChannels lists the chat", "everybody in the chat counts")]
    public async Task On_Discord_a_gate_that_was_passed_says_why(string discord, string place, string ofPlace, string ofSenders)
    {
        var config = new JsonObject { ["channels"] = new JsonObject { ["discord"] = JsonNode.Parse(discord) } };
        config["channels"]!["discord"]!["token"] = "a.b.c";
        await using GrainHost host = await GrainHost.Start(_folder.Path, config.ToJsonString());
        string[] parts = place.Split('/');

        AdmissionReport report = await host.AsOperator<IAccessPolicyGrain>(GrainKey.ForAccount(TenantId.Default, "discord", "default"), Scope.Read)
            .Explain(new AdmissionQuestion { SenderId = "7", SpaceId = parts[0] is "-" ? null : parts[0], GroupId = parts[1], GroupKind = ChatKind.Channel, MentionsBot = true });

        report.Verdict.Outcome.ShouldBe(AdmissionOutcome.Accept);
        report.Lines.Single(static line => line.Rule == "group").Reason.ShouldBe(ofPlace);
        report.Lines.Single(static line => line.Rule == "group-senders").Reason.ShouldBe(ofSenders);
    }

    [Fact]
    public async Task It_says_what_the_message_itself_would_get_and_does_nothing()
    {
        await using GrainHost host = await GrainHost.Start(
            _folder.Path, "{ agents: { list: [{ id: 'main' }, { id: 'family' }] }, bindings: [{ agentId: 'family', match: { channel: 'telegram', peer: { kind: 'group', id: '-1' } } }],"
                + " channels: { telegram: { botToken: '1:x', allowFrom: ['7'] } } }");

        AdmissionReport stranger = await host.AsOperator<IAccessPolicyGrain>(Account, Scope.Read).Explain(new AdmissionQuestion { SenderId = "9" });
        stranger.Verdict.Outcome.ShouldBe(AdmissionOutcome.Pair);
        stranger.Lines.Select(line => line.Reason).ShouldBe(
        [
            "channels.telegram.dmPolicy is pairing", "channels.telegram.allowFrom does not name the sender",
            "the sender was not let in by a pairing code, and is offered one (pairing approve lets them in)",
        ]);
        (await host.AsOperator<IPairingGrain>(Account, Scope.Pairing).List()).Pending.ShouldBeEmpty();

        AdmissionReport owner = await host.AsOperator<IAccessPolicyGrain>(Account, Scope.Read)
            .Explain(new AdmissionQuestion { SenderId = "7", GroupId = "-1", MentionsBot = true });
        AdmissionVerdict same = await host.AsGrain<IAccessPolicyGrain>(Account).Admit(new InboundMessage
        {
            UpdateId = "1", Kind = InboundKind.Message, ChatId = "-1", ChatKind = ChatKind.Group, Sender = new InboundSender { Id = "7" }, MentionsBot = true, SentAt = 1,
        });
        owner.Verdict.ShouldBe(same);
        owner.Verdict.AgentId.ShouldBe("family");
        owner.Lines[^1].ShouldSatisfyAllConditions(line => line.Rule.ShouldBe("mention"), line => line.Says.ShouldBe("allows"));

        await Should.ThrowAsync<GrainAccessDeniedException>(
            () => host.AsOperator<IAccessPolicyGrain>(Account, Scope.Pairing).Explain(new AdmissionQuestion { SenderId = "7" }));
    }

    private static bool IsLater(AdmissionReport report, string gate)
    {
        string[] order = ["account", "direct-messages", "allow-list", "pairing", "groups", "group", "topic", "group-senders", "commands", "mention"];
        return Array.IndexOf(order, report.Lines[^1].Rule) > Array.IndexOf(order, gate);
    }

    private static Task<AdmissionReport> Explain(GrainHost host, string? place)
    {
        string[] parts = place?.Split('/') ?? [];
        return host.AsOperator<IAccessPolicyGrain>(Account, Scope.Read).Explain(new AdmissionQuestion
        {
            SenderId = "7",
            GroupId = parts.Length > 0 ? parts[0] : null,
            ThreadId = parts.Length > 1 ? parts[1] : null,
        });
    }

    private static void Apply(JsonObject config, PolicyChange change)
    {
        string[] keys = [.. Regex.Matches(change.Key, """\["([^"]*)"\]|([^.\[]+)""", RegexOptions.NonBacktracking)
            .Select(match => match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Value)];
        JsonObject owner = config;
        foreach (string key in keys[..^1])
        {
            owner[key] ??= new JsonObject();
            owner = owner[key]!.AsObject();
        }

        if (change.Do == "set")
        {
            owner[keys[^1]] = change.Value is "true" or "false" or "{}" ? JsonNode.Parse(change.Value) : change.Value;
            return;
        }

        change.Do.ShouldBe("add");
        owner[keys[^1]] ??= new JsonArray();
        owner[keys[^1]]!.AsArray().Add(change.Value);
    }
}
