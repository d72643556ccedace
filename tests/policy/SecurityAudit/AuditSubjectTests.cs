using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Devices;
using Moltbot.Policy.SecurityAudit;

namespace Moltbot.Policy.Tests.SecurityAudit;

public sealed class AuditSubjectTests
{
    [Theory]
    [InlineData(GatewayAuthMode.Token, " token ", null, null, false, true, "token")]
    [InlineData(GatewayAuthMode.Token, " ", null, null, false, false, null)]
    [InlineData(GatewayAuthMode.Token, null, "password", null, false, false, null)]
    [InlineData(GatewayAuthMode.Token, null, null, "hash", false, true, null)]
    [InlineData(GatewayAuthMode.Token, null, null, null, true, true, null)]
    [InlineData(GatewayAuthMode.Password, "token", " password ", null, true, true, "password")]
    [InlineData(GatewayAuthMode.Password, "token", " ", "hash", true, false, null)]
    [InlineData(GatewayAuthMode.Password, "token", null, null, false, false, null)]
    public void There_is_a_secret_when_the_one_that_is_asked_for_is_known_or_will_be(
        GatewayAuthMode mode, string? token, string? password, string? hash, bool makesToken, bool hasSecret, string? known)
    {
        var subject = Subject("{}") with { Secret = new GatewaySecret(mode, token, password, hash), MakesToken = makesToken };

        subject.HasSecret.ShouldBe(hasSecret);
        subject.KnownSecret.ShouldBe(known);
    }

    [Theory]
    [InlineData("{}", null, "loopback")]
    [InlineData("{gateway:{bind:'lan'}}", null, "lan")]
    [InlineData("{gateway:{bind:'lan'}}", "", "lan")]
    [InlineData("{gateway:{bind:'lan'}}", "tailnet", "tailnet")]
    public void A_gateway_listens_where_the_variable_says_or_the_configuration(string document, string? variable, string bind) =>
        (Subject(document) with { Environment = name => name == "MOLTBOT_GATEWAY_BIND" ? variable : null }).Bind.ShouldBe(bind);

    [Fact]
    public void Nothing_is_known_of_a_key_that_is_not_there() => (Subject("{}") with { Environment = static _ => "" }).MasterKey.ShouldBeNull();

    [Theory]
    [InlineData("{\"hooks\":{\"token\":\"${HOOKS}\"}}", false)]
    [InlineData("{\"hooks\":{\"token\":\" ${HOOKS} \"}}", false)]
    [InlineData("{\"hooks\":{\"token\":\"${HOOKS}x\"}}", true)]
    [InlineData("{\"hooks\":{\"token\":\"x${HOOKS}\"}}", true)]
    [InlineData("{\"hooks\":{\"token\":\"written\"}}", true)]
    [InlineData("{\"hooks\":{\"token\":5}}", true)]
    [InlineData("{\"hooks\":{}}", true)]
    [InlineData("{}", true)]
    public void A_secret_stands_where_it_is_written_unless_a_variable_is_named(string written, bool isLiteral) =>
        (Subject("{hooks:{token:'effective'}}") with { Written = JsonNode.Parse(written) as JsonObject }).IsLiteral("hooks", "token").ShouldBe(isLiteral);

    [Fact]
    public void What_is_not_there_stands_nowhere()
    {
        Subject("{}").IsLiteral("hooks", "token").ShouldBeFalse();
        Subject("{}").SecretAt("hooks", "token").ShouldBeNull();
        Subject("{hooks:{token:'__MOLTBOT_REDACTED__'}}").SecretAt("hooks", "token").ShouldBeNull();
        Subject("{hooks:{token:' a '}}").SecretAt("hooks", "token").ShouldBe("a");
    }

    [Theory]
    [InlineData("/a/iCloud/b")]
    [InlineData("/a/dropbox/b")]
    [InlineData("/a/Google Drive/b")]
    [InlineData("/a/GoogleDrive/b")]
    [InlineData("C:\\OneDrive\\b")]
    public void A_folder_that_is_copied_elsewhere_is_known_by_its_name(string path)
    {
        IsSynced(Subject("{}") with { StateDirectory = path }).ShouldBeTrue();
        IsSynced(Subject("{}") with { ConfigPath = path }).ShouldBeTrue();
        IsSynced(Subject("{}") with { StateDirectory = "/a/b", ConfigPath = "/c" }).ShouldBeFalse();
    }

    [Theory]
    [InlineData("http://localhost:9222")]
    [InlineData("http://127.0.0.1:9222")]
    [InlineData("http://0.0.0.0:9222")]
    [InlineData("http://[::1]:9222")]
    [InlineData("http://[::]:9222")]
    public void A_browser_of_this_machine_is_steered_by_nobody_on_the_way(string address) =>
        ConfigurationAudit.Configuration(Subject($"{{browser:{{cdpUrl:'{address}'}}}}")).ShouldNotContain(static finding => finding.CheckId.StartsWith("browser.", StringComparison.Ordinal));

    [Theory]
    [InlineData("{discord:{token:'t',dm:{allowFrom:['387380367612706819']},guilds:{'123':{}}}}")]
    [InlineData("{slack:{botToken:'xoxb-test',appToken:'xapp-test',slashCommand:{enabled:true},dm:{policy:'allowlist',allowFrom:['U0123ABCD']}}}")]
    public void Who_is_listed_and_who_was_let_in_by_a_code_are_added_up(string channels)
    {
        var subject = Subject($"{{session:{{dmScope:'per-peer'}},channels:{channels}}}") with
        {
            Approved = new Dictionary<(string, string), IReadOnlyList<string>> { [("discord", "default")] = ["9"], [("slack", "default")] = ["U9"] },
        };

        ConfigurationAudit.Channels(subject).ShouldAllBe(static finding => finding.Severity == AuditSeverity.Ok);
    }

    [Fact]
    public void Who_was_let_in_by_a_code_is_on_the_allowlist_too()
    {
        var subject = Subject("{channels:{telegram:{botToken:'1:a',dmPolicy:'allowlist'}}}") with { Approved = new Dictionary<(string, string), IReadOnlyList<string>> { [("telegram", "default")] = ["9"] } };

        ConfigurationAudit.Channels(subject).ShouldAllBe(static finding => finding.Severity == AuditSeverity.Ok);
    }

    [Fact]
    public void Each_thing_is_said_once_and_the_worse_of_two()
    {
        var (mild, bad) = (AuditFinding.Warn("a", "t", "d", "r"), AuditFinding.Critical("b", "t", "d", "r") with { InsteadOf = "a" });

        AuditReport.Once([mild, mild]).ShouldBe([mild]);
        AuditReport.Once([mild, bad]).ShouldBe([bad]);
        var report = AuditReport.Of([bad, mild, AuditFinding.Ok("c", "d"), AuditFinding.Info("d", "t", "d"), AuditFinding.Warn("e", "t", "d", "r")]);
        report.Findings.Select(static finding => finding.CheckId).ShouldBe(["b", "d", "e"]);
        (report.Critical, report.Warn, report.Info).ShouldBe((1, 1, 1));
    }

    private static bool IsSynced(AuditSubject subject) => ConfigurationAudit.Configuration(subject).Any(static finding => finding.CheckId == "fs.synced_dir");

    private static AuditSubject Subject(string document)
    {
        var snapshot = ConfigLoader.Load(new ConfigSource("moltbot.json", document), new ConfigLoadOptions());
        snapshot.Issues.ShouldBeEmpty();
        return new AuditSubject { Document = snapshot.Config!, Secret = new GatewaySecret(GatewayAuthMode.Token, "0123456789abcdefghijklmnopqrstuv", null) };
    }
}
