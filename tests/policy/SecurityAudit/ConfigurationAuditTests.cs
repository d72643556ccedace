using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Devices;
using Moltbot.Policy.SecurityAudit;
using Moltbot.Policy.SecurityAudit.Models;

namespace Moltbot.Policy.Tests.SecurityAudit;

/// <summary>What the cases do not hold: channels, what the original has no counterpart for, and each thing said once.</summary>
public sealed class ConfigurationAuditTests
{
    private const string LongToken = "0123456789abcdefghijklmnopqrstuv";

    [Theory]
    [InlineData("{telegram:{botToken:'1:a'}}", "")]
    [InlineData("{telegram:{botToken:'1:a',dmPolicy:'open',allowFrom:['*']}}", "telegram.dm.open:Critical telegram.dm.scope_main_multiuser:Warn")]
    [InlineData("{telegram:{botToken:'1:a',allowFrom:['*']}}", "telegram.dm.open:Critical telegram.dm.scope_main_multiuser:Warn")]
    [InlineData("{telegram:{botToken:'1:a',dmPolicy:'disabled'}}", "telegram.dm.disabled:Info")]
    [InlineData("{telegram:{botToken:'1:a',dmPolicy:'allowlist'}}", "telegram.dm.nobody:Warn")]
    [InlineData("{telegram:{botToken:'1:a',allowFrom:[4,5]}}", "telegram.dm.scope_main_multiuser:Warn")]
    [InlineData("{telegram:{botToken:'1:a',allowFrom:[4]}}", "")]
    [InlineData("{telegram:{enabled:false,botToken:'1:a',dmPolicy:'open',allowFrom:['*']}}", "")]
    [InlineData("{telegram:{accounts:{a:{botToken:'1:a'},b:{botToken:'2:b',dmPolicy:'open',allowFrom:['*']}}}}", "telegram.dm.open:Critical telegram.dm.scope_main_multiuser:Warn")]
    [InlineData("{telegram:{botToken:'1:a',groupPolicy:'open',groupAllowFrom:[4]}}", "telegram.groups.open:Critical")]
    [InlineData("{telegram:{botToken:'1:a',groups:{'-100':{}},groupAllowFrom:['*']}}", "telegram.groups.allowFrom.wildcard:Critical")]
    [InlineData("{telegram:{botToken:'1:a',groups:{'-100':{}}}}", "telegram.groups.allowFrom.missing:Warn")]
    [InlineData("{telegram:{botToken:'1:a',groups:{'-100':{allowFrom:[4]}}}}", "")]
    [InlineData("{telegram:{botToken:'1:a',groups:{'-100':{topics:{'7':{allowFrom:[4]}}}}}}", "")]
    [InlineData("{telegram:{botToken:'1:a',allowFrom:['@ann']}}", "telegram.allowFrom.name_based_entries:Warn")]
    [InlineData("{telegram:{botToken:'1:a',allowFrom:['@ann',4]}}", "telegram.allowFrom.name_based_entries:Warn")]
    [InlineData("{telegram:{botToken:'1:a',dmPolicy:'allowlist',allowFrom:['@ann']}}", "telegram.dm.nobody:Warn telegram.allowFrom.name_based_entries:Warn")]
    [InlineData("{telegram:{botToken:'1:a',groupAllowFrom:['@ann'],groups:{'-100':{}}}}", "telegram.groups.allowFrom.missing:Warn telegram.allowFrom.name_based_entries:Warn")]
    [InlineData("{telegram:{botToken:'1:a',groups:{'-100':{topics:{'7':{allowFrom:['@ann']}}}}}}", "telegram.groups.allowFrom.missing:Warn telegram.allowFrom.name_based_entries:Warn")]
    [InlineData("{discord:{token:'t',guilds:{'123':{channels:{general:{allow:true}}}}}}", "discord.commands.native.no_allowlists:Warn")]
    [InlineData("{discord:{token:'t',dm:{allowFrom:['387380367612706819']},guilds:{'123':{}}}}", "")]
    [InlineData("{discord:{token:'t',guilds:{'123':{channels:{general:{users:['387380367612706819']}}}}}}", "")]
    [InlineData("{discord:{token:'t',guilds:{'123':{users:['ann']}}}}", "discord.allowFrom.name_based_entries:Warn")]
    [InlineData("{discord:{token:'t',commands:{native:false,nativeSkills:false},guilds:{'123':{}}}}", "")]
    [InlineData("{slack:{botToken:'xoxb-test',appToken:'xapp-test',slashCommand:{enabled:true}}}", "slack.commands.slash.no_allowlists:Warn")]
    [InlineData("{slack:{botToken:'xoxb-test',appToken:'xapp-test'}}", "")]
    public void Channels(string channels, string expected) => Said(ConfigurationAudit.Channels(Subject($"{{channels:{channels}}}")), "channels.").ShouldBe(expected);

    [Theory]
    [InlineData("{discord:{token:'t',guilds:{'123':{}}}}", "discord.commands.native.unrestricted:Critical")]
    [InlineData("{slack:{botToken:'xoxb-test',appToken:'xapp-test',slashCommand:{enabled:true}}}", "slack.commands.slash.useAccessGroups_off:Critical")]
    [InlineData("{telegram:{botToken:'1:a',groupPolicy:'open'}}", "telegram.groups.open:Critical telegram.groups.allowFrom.missing:Critical")]
    public void Without_access_groups_commands_are_everybodys(string channels, string expected) =>
        Said(ConfigurationAudit.Channels(Subject($"{{commands:{{useAccessGroups:false}},channels:{channels}}}")), "channels.").ShouldBe(expected);

    [Theory]
    [InlineData("{hooks:{enabled:true}}", "hooks.token_missing:Critical")]
    [InlineData("{hooks:{enabled:true,path:'//',token:'" + LongToken + "'}}", "hooks.path_root:Critical")]
    [InlineData("{hooks:{enabled:true,path:'/in',token:'" + LongToken + "'}}", "")]
    [InlineData("{hooks:{enabled:true,path:'/in',token:'__MOLTBOT_REDACTED__'}}", "")]
    [InlineData("{hooks:{enabled:false,path:'/'}}", "")]
    public void Hooks_need_a_secret_and_a_path_of_their_own(string config, string expected) =>
        Said(ConfigurationAudit.Configuration(Subject(config)).Where(static finding => finding.CheckId is "hooks.token_missing" or "hooks.path_root")).ShouldBe(expected);

    [Theory]
    [InlineData("{guilds:{'123':{channels:{'5':{},'*':{}}},'*':{}}}", "")]
    [InlineData("{guilds:{friends:{}}}", "discord.guilds.name_based_entries:Warn")]
    [InlineData("{guilds:{'1f':{}}}", "discord.guilds.name_based_entries:Warn")]
    [InlineData("{guilds:{'123':{channels:{general:{allow:false}}}}}", "discord.guilds.name_based_entries:Warn")]
    [InlineData("{dangerouslyAllowNameMatching:true,guilds:{friends:{}}}", "discord.names.trusted:Warn")]
    [InlineData("{enabled:false,guilds:{friends:{}}}", "")]
    public void Places_that_go_by_names_and_what_it_costs_to_believe_them(string discord, string expected) =>
        Said(ConfigurationAudit.Installation(Subject($"{{channels:{{discord:{discord}}}}}")).Where(static finding => finding.CheckId.StartsWith("channels.", StringComparison.Ordinal)), "channels.").ShouldBe(expected);

    [Theory]
    [InlineData("{telegram:{botToken:'1:a',allowFrom:['@ann']}}", "")]
    [InlineData("{telegram:{botToken:'1:a',dangerouslyAllowNameMatching:true}}", "telegram.names.trusted:Warn")]
    [InlineData("{telegram:{enabled:false,botToken:'1:a',dangerouslyAllowNameMatching:true}}", "")]
    [InlineData("{telegram:{dangerouslyAllowNameMatching:true,accounts:{a:{botToken:'1:a'},b:{botToken:'2:a',dangerouslyAllowNameMatching:false}}}}", "telegram.names.trusted:Warn")]
    public void What_it_costs_to_believe_names(string channels, string expected) =>
        Said(ConfigurationAudit.Installation(Subject($"{{channels:{channels}}}")).Where(static finding => finding.CheckId.StartsWith("channels.", StringComparison.Ordinal)), "channels.").ShouldBe(expected);

    [Theory]
    [InlineData(false, "channels.telegram: the allowlist holds names only, which let nobody in", "these names let nobody in, since names can change hands:\nchannels.telegram.allowFrom: @ann")]
    [InlineData(true, "channels.telegram: 1 listed", "whoever takes one of these names over is let in:\nchannels.telegram.allowFrom: @ann")]
    public void A_name_is_told_by_what_it_does(bool isTrusted, string who, string names)
    {
        var findings = ConfigurationAudit.Channels(Subject(
            $"{{channels:{{telegram:{{botToken:'1:a',dmPolicy:'allowlist',allowFrom:['@ann'],dangerouslyAllowNameMatching:{(isTrusted ? "true" : "false")}}}}}}}")).ToList();

        findings.Single(static finding => finding.CheckId.StartsWith("channels.telegram.dm", StringComparison.Ordinal)).Detail.ShouldBe(who);
        findings.Single(static finding => finding.CheckId == "channels.telegram.allowFrom.name_based_entries").Detail.ShouldBe(names);
    }

    [Fact]
    public void A_list_is_called_as_it_stands_in_the_document() =>
        ConfigurationAudit.Channels(Subject("{channels:{discord:{token:'t',dm:{allowFrom:['ann']},accounts:{a:{}}}}}")).Single(static finding => finding.CheckId.EndsWith("name_based_entries", StringComparison.Ordinal))
            .Detail.ShouldEndWith("\nchannels.discord.accounts.a.dm.allowFrom: ann");

    [Fact]
    public void Only_what_lets_somebody_in_is_counted()
    {
        var findings = ConfigurationAudit.Channels(Subject("{channels:{telegram:{botToken:'1:a',dmPolicy:'allowlist',allowFrom:['@ann',4]}}}")).ToList();

        findings.Single(static finding => finding.CheckId == "channels.telegram.dm").Detail.ShouldBe("channels.telegram: 1 listed");
        findings.Single(static finding => finding.CheckId == "channels.telegram.allowFrom.name_based_entries").Detail
            .ShouldBe("these names let nobody in, since names can change hands:\nchannels.telegram.allowFrom: @ann");
    }

    [Fact]
    public void Who_was_let_in_by_a_code_counts()
    {
        var approved = new Dictionary<(string, string), IReadOnlyList<string>> { [("telegram", "default")] = ["7", "8"], [("discord", "default")] = ["9"] };
        var subject = Subject("{channels:{telegram:{botToken:'1:a'},discord:{token:'t',guilds:{'123':{}}}}}") with { Approved = approved };

        Said(ConfigurationAudit.Channels(subject), "channels.").ShouldBe("telegram.dm.scope_main_multiuser:Warn");
    }

    [Theory]
    [InlineData("{}", null, "")]
    [InlineData("{gateway:{bind:'lan'}}", null, "gateway.bind_no_tls:Warn")]
    [InlineData("{gateway:{bind:'lan',tls:{enabled:true}}}", null, "")]
    [InlineData("{gateway:{bind:'tailnet'}}", null, "")]
    [InlineData("{}", "MOLTBOT_GATEWAY_BIND=lan", "gateway.bind_no_tls:Warn")]
    [InlineData("{}", "MOLTBOT_POSTGRES=Host=/var/run/postgresql;Database=m", "")]
    [InlineData("{}", "MOLTBOT_POSTGRES=Host=127.0.0.1;Database=m", "")]
    [InlineData("{}", "MOLTBOT_POSTGRES=Host=db;Database=m", "database.no_tls:Critical")]
    [InlineData("{}", "MOLTBOT_POSTGRES=Host=127.0.0.1,10.0.0.5;Database=m;SSL Mode=Prefer", "database.no_tls:Critical")]
    [InlineData("{}", "MOLTBOT_POSTGRES=Server=db;Database=m;SslMode=Require", "database.tls_unverified:Warn")]
    [InlineData("{}", "MOLTBOT_POSTGRES=Host=db;Database=m;SSL Mode=VerifyFull", "")]
    [InlineData("{}", "MOLTBOT_MASTER_KEY=q2VtY3nXk0y4s8r5o1gN7cZb9uJwTfQeLhDvPxMiAKE=", "")]
    [InlineData("{}", "MOLTBOT_MASTER_KEY=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "state.master_key_weak:Critical")]
    [InlineData("{}", "MOLTBOT_MASTER_KEY=Y2hhbmdlLW1lLXBsZWFzZS0xMjM0NTY3ODkwYWJjZGU=", "state.master_key_weak:Critical")]
    [InlineData("{}", "MOLTBOT_MASTER_KEY=short", "state.master_key_weak:Critical")]
    [InlineData("{}", "MOLTBOT_OPERATOR_TOKEN=mbt_operator_aaaaaaaaaaaaaaaaaaaaaaaaaaaa", "installation.operator_token_guessable:Critical")]
    [InlineData("{}", "MOLTBOT_POSTGRES=Host=localhost:5433;Database=m", "")]
    [InlineData("{}", "MOLTBOT_POSTGRES=Host=@moltbot;Database=m", "")]
    [InlineData("{approvals:{exec:{mode:'targets'}}}", null, "")]
    [InlineData("{hooks:{enabled:true,token:'changeme-changeme-changeme'}}", null, "hooks.token_guessable:Critical")]
    [InlineData("{hooks:{enabled:true,token:'0123456789abcdefghijklmnopqrstuv'}}", null, "")]
    [InlineData("{hooks:{token:'changeme-changeme-changeme'}}", null, "")]
    [InlineData("{channels:{telegram:{botToken:'1:a',webhookSecret:'changeme-changeme-changeme'}}}", null, "channels.telegram.webhook_secret_guessable:Critical")]
    [InlineData("{channels:{telegram:{botToken:'1:a',webhookSecret:'0123456789abcdefghijklmnopqrstuv'}}}", null, "")]
    [InlineData("{channels:{telegram:{botToken:'1:a',webhookSecret:'__MOLTBOT_REDACTED__'}}}", null, "")]
    [InlineData("{channels:{telegram:{enabled:false,botToken:'1:a',webhookSecret:'short'}}}", null, "")]
    public void The_installation(string document, string? variable, string expected) =>
        Said(ConfigurationAudit.Installation(Subject(document, variable)).Where(static finding => finding.CheckId != "installation.start_unknown")).ShouldBe(expected);

    [Fact]
    public void A_secret_of_a_webhook_is_said_where_it_stands()
    {
        var subject = Subject(
            "{channels:{telegram:{webhookSecret:'short',accounts:{a:{botToken:'1:a'},b:{botToken:'2:b'},c:{botToken:'3:c',webhookSecret:'changeme-changeme-changeme'},d:{enabled:false,botToken:'4:d',webhookSecret:'x'}}}}}");

        ConfigurationAudit.Installation(subject).Where(static finding => finding.CheckId == "channels.telegram.webhook_secret_guessable").Select(static finding => finding.About)
            .ShouldBe(["channels.telegram.webhookSecret", "channels.telegram.accounts.c.webhookSecret"]);
    }

    [Fact]
    public void A_token_for_hooks_that_is_short_is_said_once()
    {
        var subject = Subject("{hooks:{enabled:true,token:'short'}}");

        var report = AuditReport.Of(ConfigurationAudit.Configuration(subject).Concat(ConfigurationAudit.Installation(subject)));

        report.Findings.Select(static finding => finding.CheckId).Where(static id => id.StartsWith("hooks.", StringComparison.Ordinal)).ShouldBe(["hooks.token_guessable"]);
    }

    [Theory]
    [InlineData("password1234", true)]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", true)]
    [InlineData("please-change-me-to-something-long", true)]
    [InlineData(LongToken, false)]
    public void A_secret_that_can_be_guessed_is_said_once(string token, bool isGuessable)
    {
        var subject = Subject("{}") with { Secret = new GatewaySecret(GatewayAuthMode.Token, token, null) };

        var report = AuditReport.Of(ConfigurationAudit.Configuration(subject).Concat(ConfigurationAudit.Installation(subject)));

        report.Findings.Count(static finding => finding.CheckId is "gateway.secret_guessable" or "gateway.token_too_short").ShouldBe(isGuessable ? 1 : 0);
        report.Critical.ShouldBe(isGuessable ? 1 : 0);
    }

    [Fact]
    public void A_secret_that_is_masked_is_not_judged()
    {
        var subject = Subject("{hooks:{enabled:true,token:'__MOLTBOT_REDACTED__'}}");

        Said(ConfigurationAudit.Configuration(subject)).ShouldNotContain("hooks.token_too_short");
    }

    [Fact]
    public void A_secret_by_the_name_of_a_variable_stands_nowhere()
    {
        var subject = Subject("{gateway:{auth:{mode:'password',password:'${PW}'}}}", "PW=long-and-of-many-kinds-82");

        subject.Document.Gateway.Auth.Password.ShouldBe("long-and-of-many-kinds-82");
        Said(ConfigurationAudit.Configuration(subject)).ShouldNotContain("gateway_password_in_config");
    }

    [Theory]
    [InlineData("ollama/mistral-8b", 8.0)]
    [InlineData("qwen2.5-coder-0.5b", 0.5)]
    [InlineData("mixtral-8x7b-instruct", 7.0)]
    [InlineData("llama-3-70b-and-8b", 70.0)]
    [InlineData("claude-opus-4-5", null)]
    [InlineData("web-8bit", null)]
    public void The_size_that_a_name_tells(string id, double? billions) => SmallModels.BillionsIn(id).ShouldBe(billions);

    [Fact]
    public void No_finding_tells_a_secret()
    {
        const string canary = "canary";
        var subject = Subject(
            """
            {gateway:{bind:'lan',auth:{mode:'password',password:'canary-1'}},hooks:{enabled:true,token:'canary-2',path:'/'},
             browser:{cdpUrl:'http://user:canary-3@far.example:9222/?token=canary-4'},channels:{telegram:{botToken:'1:canary-5',dmPolicy:'open',allowFrom:['*']}}}
            """,
            "MOLTBOT_POSTGRES=Host=db;Password=canary-6") with { Secret = new GatewaySecret(GatewayAuthMode.Password, null, "canary-1") };

        var findings = ConfigurationAudit.Configuration(subject).Concat(ConfigurationAudit.Channels(subject)).Concat(ConfigurationAudit.Installation(subject)).Concat(ConfigurationAudit.Setup(subject)).ToList();

        findings.Count.ShouldBeGreaterThan(8);
        findings.ShouldAllBe(finding => !$"{finding.Title}{finding.Detail}{finding.Remediation}".Contains(canary));
    }

    private static string Said(IEnumerable<AuditFinding> findings, string prefix = "") => string.Join(
        ' ',
        AuditReport.Of(findings).Findings.Select(finding => $"{(finding.CheckId.StartsWith(prefix, StringComparison.Ordinal) ? finding.CheckId[prefix.Length..] : finding.CheckId)}:{finding.Severity}"));

    private static AuditSubject Subject(string document, string? variable = null)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        if (variable?.Split('=', 2) is [var name, var value])
        {
            variables[name] = value;
        }

        var snapshot = ConfigLoader.Load(new ConfigSource("moltbot.json", document), new ConfigLoadOptions { Environment = variables });
        snapshot.Issues.ShouldBeEmpty();
        return new AuditSubject
        {
            Document = snapshot.Config!,
            Written = snapshot.Parsed as JsonObject,
            Secret = new GatewaySecret(GatewayAuthMode.Token, LongToken, null),
            Environment = variables.GetValueOrDefault,
        };
    }
}
