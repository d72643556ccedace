using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Devices;
using Moltbot.Policy.SecurityAudit;
using Moltbot.Policy.SecurityAudit.Starts;

namespace Moltbot.Policy.Tests.SecurityAudit;

/// <summary>What only the gateway itself knows of its start, and what is said when nobody knows it.</summary>
public sealed class GatewayStartTests
{
    private const string StrongKey = "q2VtY3nXk0y4s8r5o1gN7cZb9uJwTfQeLhDvPxMiAKE=";

    private static readonly GatewayStart Safe = new()
    {
        Bind = "loopback", IsEncrypted = false, Database = DatabaseLink.File, MasterKey = MasterKeyFacts.Of(MasterKeyFacts.FileName, StrongKey),
        HasGuessableSecret = false, HasGuessableOperatorToken = false,
    };

    [Fact]
    public void It_is_read_as_it_was_written()
    {
        var start = Safe with
        {
            Bind = "lan", IsEncrypted = true, Database = DatabaseLink.Of("Host=db1,db2:5433;Password=canary;SSL Mode=Require"),
            MasterKey = MasterKeyFacts.Of(MasterKeyFacts.Variable, "short"), HasGuessableSecret = true, HasGuessableOperatorToken = null,
        };
        var told = new JsonObject { ["url"] = "ws://127.0.0.1:1" };
        start.AddTo(told);

        told.ToJsonString().ShouldBe(
            """{"url":"ws://127.0.0.1:1","bind":"lan","tls":true,"database":{"kind":"postgres","hosts":["db1","db2:5433"],"sslMode":"Require"},"masterKey":{"source":"MOLTBOT_MASTER_KEY","weak":true},"guessableSecret":true}""");
        var read = GatewayStart.Read(JsonNode.Parse(told.ToJsonString()))!;
        read.Database!.Hosts.ShouldBe(["db1", "db2:5433"]);
        (read with { Database = null }).ShouldBe(start with { Database = null });
    }

    [Fact]
    public void What_is_in_a_file_of_this_machine_is_read_as_it_was_written()
    {
        var start = Safe with { HasGuessableSecret = false, HasGuessableOperatorToken = true };
        var told = new JsonObject();
        start.AddTo(told);

        told.ToJsonString().ShouldBe(
            """{"bind":"loopback","tls":false,"database":{"kind":"sqlite"},"masterKey":{"source":"master.key","weak":false},"guessableSecret":false,"guessableOperatorToken":true}""");
        GatewayStart.Read(told).ShouldBe(start);
    }

    [Fact]
    public void What_is_not_known_is_not_written()
    {
        var start = new GatewayStart { Bind = "auto", IsEncrypted = true };
        var told = new JsonObject();
        start.AddTo(told);

        told.ToJsonString().ShouldBe("""{"bind":"auto","tls":true}""");
        GatewayStart.Read(told).ShouldBe(start);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"bind":"lan"}""")]
    [InlineData("""{"bind":1,"tls":true}""")]
    [InlineData("""{"bind":"everywhere","tls":true}""")]
    [InlineData("""{"bind":"loopback","tls":"no"}""")]
    public void What_is_not_whole_is_not_known(string json) => GatewayStart.Read(JsonNode.Parse(json)).ShouldBeNull();

    [Theory]
    [InlineData("""{"kind":"postgres","hosts":[]}""")]
    [InlineData("""{"kind":"postgres","hosts":[1]}""")]
    [InlineData("""{"kind":"postgres","hosts":[null]}""")]
    [InlineData("""{"kind":"other"}""")]
    [InlineData("7")]
    public void A_database_that_is_not_told_is_not_known(string json) =>
        GatewayStart.Read(JsonNode.Parse($$$"""{"bind":"loopback","tls":false,"database":{{{json}}},"masterKey":{"source":"elsewhere","weak":false}}"""))
            .ShouldBe(new GatewayStart { Bind = "loopback", IsEncrypted = false });

    [Fact]
    public void What_is_safe_is_said_to_be()
    {
        var findings = ConfigurationAudit.Installation(Subject(Safe)).ToList();

        findings.ShouldAllBe(static finding => finding.Severity == AuditSeverity.Ok);
        findings.Select(static finding => finding.CheckId).ShouldBe(["gateway.secret", "gateway.bind", "database.tls", "state.master_key"], ignoreOrder: true);
    }

    [Fact]
    public void Nothing_is_called_safe_that_is_not_known()
    {
        var findings = ConfigurationAudit.Installation(Subject(null)).ToList();

        findings.Where(static finding => finding.Severity == AuditSeverity.Ok).ShouldAllBe(static finding => finding.CheckId == "gateway.secret");
        findings.ShouldContain(static finding => finding.CheckId == "installation.start_unknown" && finding.Detail.StartsWith("not known: where it listens"));
    }

    [Fact]
    public void A_gateway_whose_silos_have_the_key_says_that_it_does_not_know()
    {
        var findings = ConfigurationAudit.Installation(Subject(Safe with { MasterKey = null })).ToList();

        findings.Single(static finding => finding.CheckId == "installation.start_unknown").Detail.ShouldStartWith("not known: how strong its master key is;");
        findings.ShouldNotContain(static finding => finding.CheckId == "state.master_key");
    }

    [Fact]
    public void The_start_counts_whatever_the_variables_here_say()
    {
        var subject = Subject(Safe with
        {
            Bind = "lan", Database = DatabaseLink.Of("Host=db;SSL Mode=Prefer"), MasterKey = MasterKeyFacts.Of(MasterKeyFacts.Variable, "short"), HasGuessableOperatorToken = true,
        });

        Said(ConfigurationAudit.Installation(subject)).ShouldBe(
            ["installation.operator_token_guessable:Critical", "gateway.bind_no_tls:Warn", "database.no_tls:Critical", "state.master_key_weak:Critical"], ignoreOrder: true);

        subject = Subject(Safe) with { Environment = name => name switch { "MOLTBOT_POSTGRES" => "Host=db", "MOLTBOT_GATEWAY_BIND" => "lan", "MOLTBOT_MASTER_KEY" => "short", "MOLTBOT_OPERATOR_TOKEN" => "mbt_operator_x", _ => null } };
        Said(ConfigurationAudit.Installation(subject)).ShouldBeEmpty();
    }

    [Fact]
    public void What_the_configuration_opens_at_the_next_start_is_told()
    {
        var subject = Subject(Safe, "{gateway:{bind:'lan'}}");
        Said(ConfigurationAudit.Installation(subject)).ShouldBe(["gateway.bind_no_tls:Warn"]);
        ConfigurationAudit.Installation(subject).Single(static finding => finding.CheckId == "gateway.bind_no_tls").Detail.ShouldContain("from the next start");

        Said(ConfigurationAudit.Installation(Subject(Safe with { Bind = "lan", IsEncrypted = true }, "{gateway:{bind:'lan',tls:{enabled:true}}}"))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true, "gateway.secret_guessable:Critical")]
    [InlineData(false, "")]
    [InlineData(null, "gateway.secret:Info")]
    public void A_secret_that_only_the_gateway_knows_is_judged_by_it(bool? isGuessable, string expected)
    {
        var subject = Subject(Safe with { HasGuessableSecret = isGuessable }) with { Secret = new GatewaySecret(GatewayAuthMode.Token, null, null), MakesToken = true };

        string.Join(' ', Said(ConfigurationAudit.Installation(subject))).ShouldBe(expected);
    }

    private static AuditSubject Subject(GatewayStart? start, string document = "{}") => new()
    {
        Document = ConfigLoader.Load(new ConfigSource("moltbot.json", document), new ConfigLoadOptions()).Config!,
        Secret = new GatewaySecret(GatewayAuthMode.Token, "0123456789abcdefghijklmnopqrstuv", null),
        Start = start,
    };

    private static IReadOnlyList<string> Said(IEnumerable<AuditFinding> findings) =>
        [.. AuditReport.Of(findings).Findings.Select(static finding => $"{finding.CheckId}:{finding.Severity}")];
}
