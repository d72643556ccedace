using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Exec.Approvals;
using Moltbot.Policy.Exec.Commands;
using Moltbot.Policy.Exec.Documents;
using Moltbot.Policy.Exec.Environment;
using Moltbot.Policy.Exec.Plans;

namespace Moltbot.Policy.Tests.Exec;

/// <summary>What is configured and stored, before anything is judged by it.</summary>
public sealed class ExecSettingsTests
{
    private const string All = """{"tools":{"exec":{"host":"node","security":"full","ask":"always","safeBins":["all"],"approvalMode":"once"}}}""";
    private const string Own =
        """
        {"tools":{"exec":{"host":"node","security":"full","ask":"always","safeBins":["all"],"approvalMode":"once"}},
         "agents":{"list":[{"id":"main","tools":{"exec":{"host":"gateway","security":"allowlist","ask":"on-miss","safeBins":["own"],"approvalMode":"always"}}},{"id":"bare"}]}}
        """;

    [Fact]
    public void An_agents_own_keys_come_first()
    {
        var own = Of(Own, "main");
        (own.Host, own.Security, own.Ask).ShouldBe(("gateway", ExecSecurity.Allowlist, ExecAsk.OnMiss));
        own.SafeBins.ShouldBe(["own"]);
        own.Mode!.Remembers.ShouldBe(ApprovalDecision.AllowOnce);

        foreach (var all in (ExecToolSettings[])[Of(Own, "bare"), Of(Own, "nobody"), Of(All, "main")])
        {
            (all.Host, all.Security, all.Ask).ShouldBe(("node", ExecSecurity.Full, ExecAsk.Always));
            all.SafeBins.ShouldBe(["all"]);
            all.Mode!.Remembers.ShouldBe(ApprovalDecision.AllowAlways);
        }

        var nothing = Of("{}", "main");
        (nothing.Host, nothing.Security, nothing.Ask, nothing.Mode).ShouldBe(("sandbox", null, null, null));
        Of("""{"approvals":{"exec":{"approvalMode":"per-session"}}}""", "main").Mode!.Remembers.ShouldBe(ApprovalDecision.AllowSession);
        Of("""{"tools":{"exec":{"approvalMode":"once"}},"approvals":{"exec":{"approvalMode":"per-session"}}}""", "main").Mode!.Remembers.ShouldBe(ApprovalDecision.AllowAlways);
    }

    [Fact]
    public void What_was_set_on_the_session_stands_in_place_of_it()
    {
        var settings = Of(All, "main");
        settings.On(null, null, null).ShouldBe(settings);
        settings.On(" ", "", "no word").ShouldBe(settings);
        var on = settings.On("gateway", "deny", "off");
        (on.Host, on.Security, on.Ask).ShouldBe(("gateway", ExecSecurity.Deny, ExecAsk.Off));
    }

    [Fact]
    public void What_cannot_be_read_may_have_denied_anything()
    {
        ExecDocumentJson.Stored(null).ShouldBe(ExecDocument.Empty);
        foreach (var text in (string[])["", "{", "[]", """{"version":2}""", """{"version":1,"version":1}"""])
        {
            ExecDocumentJson.Stored(text).ShouldBe(ExecDocument.Unreadable, text);
        }

        ExecDocumentJson.Parse(""" { "version": 1, "agents": { "\ud800": {} } } """).ShouldBeNull();
        ExecDocumentJson.Parse(null).ShouldBeNull();
        var rules = ExecDocument.Unreadable.For("main", new ExecDefaults(ExecSecurity.Full, ExecAsk.Off, ExecSecurity.Full, true));
        (rules.Security, rules.Ask, rules.AskFallback, rules.AutoAllowSkills).ShouldBe((ExecSecurity.Deny, ExecAsk.Always, ExecSecurity.Deny, false));
        rules.Allowlist.ShouldBeEmpty();
    }

    [Fact]
    public void A_sockets_secret_is_for_nobodys_eyes()
    {
        var document = ExecDocumentJson.Stored("""{"version":1,"socket":{"path":"/p","token":"geheim"}}""");
        ExecDocumentJson.Write(document, forEyes: true).ShouldNotContain("geheim");
        ExecDocumentJson.Write(document, forEyes: true).ShouldContain("/p");
        ExecDocumentJson.Write(document, forEyes: false).ShouldContain("geheim");
        document.Socket!.ToString().ShouldBe("ExecSocket { Path = /p }");

        var hidden = ExecDocumentJson.Stored("""{"version":1,"socket":{"token":"geheim"}}""");
        ExecDocumentJson.Write(hidden, forEyes: true).ShouldNotContain("socket");
        ExecDocumentJson.Write(hidden, forEyes: false).ShouldContain("geheim");
    }

    [Theory]
    [InlineData("0123-4567-89ab", "0123-4567-89ab", true)]
    [InlineData("0123-4567-89ab", "0123-456", true)]
    [InlineData("0123-4567-89AB", "0123-456", true)]
    [InlineData("abcd-efgh-ijkl", "ABCD-EFG", true)]
    [InlineData("0123-4567-89ab", "0123-45", false)]
    [InlineData("0123-4567-89ab", "0123-4567", false)]
    [InlineData("0123-4567-89ab", "9123-456", false)]
    [InlineData("0123-4567-89ab", "0123-4567-89AB", false)]
    public void Eight_letters_stand_for_an_id(string id, string text, bool isMeant) => ApprovalId.IsMeant(text, id).ShouldBe(isMeant);

    [Theory]
    [InlineData("80", true)]
    [InlineData("99999", true)]
    [InlineData("", false)]
    [InlineData("100000", false)]
    [InlineData("8o", false)]
    public void A_terminal_has_so_many_columns(string value, bool isAllowed)
    {
        ExecEnvironment.IsAllowed("COLUMNS", value).ShouldBe(isAllowed);
        ExecEnvironment.IsAllowed("LINES", value).ShouldBe(isAllowed);
    }

    [Theory]
    [InlineData("LANG", "de_DE.UTF-8@euro", true)]
    [InlineData("LANGUAGE", "de:en", true)]
    [InlineData("LC_TIME", "C", true)]
    [InlineData("LC_", "C", false)]
    [InlineData("LC_TIME", "../x", false)]
    [InlineData("TERM", "xterm-256color", true)]
    [InlineData("COLORTERM", "truecolor", true)]
    [InlineData("TERM", "a/b", false)]
    [InlineData("TZ", "America/Argentina/Buenos_Aires", true)]
    [InlineData("TZ", "", false)]
    [InlineData("NO_COLOR", "", true)]
    [InlineData("CLICOLOR", "1", true)]
    [InlineData("CLICOLOR_FORCE", "1", true)]
    [InlineData("FORCE_COLOR", "1", true)]
    [InlineData("CI", "true", true)]
    [InlineData("DEBIAN_FRONTEND", "noninteractive", true)]
    [InlineData("CI", "$(x)", false)]
    [InlineData("PATH", "C", false)]
    public void Variables_about_looks_take_values_that_name_no_file(string name, string value, bool isAllowed) => ExecEnvironment.IsAllowed(name, value).ShouldBe(isAllowed);

    [Fact]
    public void A_variable_is_as_long_as_anybody_needs()
    {
        ExecEnvironment.IsAllowed("LANG", new string('a', 256)).ShouldBeTrue();
        ExecEnvironment.IsAllowed("LANG", new string('a', 257)).ShouldBeFalse();
    }

    [Fact]
    public void A_command_that_nobody_would_read_is_refused()
    {
        CommandLine.Read(new string('a', CommandLine.MaxLength)).Ok.ShouldBeTrue();
        CommandLine.Read(new string('a', CommandLine.MaxLength + 1)).Reason.ShouldBe("command longer than 16384 characters");
        CommandLine.Of(["a", new string('a', CommandLine.MaxLength - 1)]).Ok.ShouldBeTrue();
        CommandLine.Of(["a", new string('a', CommandLine.MaxLength)]).Reason.ShouldBe("command longer than 16384 characters");
        CommandLine.Of([]).Reason.ShouldBe("empty argv");
        CommandLine.Of(["a", "\ud800"]).Reason.ShouldBe("unsupported character");
        CommandLine.Of([" ", "a"]).Reason.ShouldBe("empty program");
    }

    [Fact]
    public void What_people_are_told_of_an_approval()
    {
        var request = new ApprovalRequestText("7", "ls", 5_400) { Quorum = 2, Host = "gateway" };
        request.Requested(1_000).ShouldBe(
            "🔒 Exec approval required\nID: 7\nCommand: ls\nHost: gateway\nNeeded: 2 approvers\nExpires in: 4s\nReply with: /approve <id> allow-once|allow-always|deny");
        (request with { Quorum = 1 }).Requested(9_000).ShouldBe(
            "🔒 Exec approval required\nID: 7\nCommand: ls\nHost: gateway\nExpires in: 0s\nReply with: /approve <id> allow-once|allow-always|deny");
        ApprovalRequestText.Resolved("7", ApprovalDecision.AllowOnce, null).ShouldBe("✅ Exec approval allowed once. ID: 7");
        ApprovalRequestText.Resolved("7", ApprovalDecision.AllowSession, "").ShouldBe("✅ Exec approval allowed for this session. ID: 7");
        ApprovalRequestText.Resolved("7", ApprovalDecision.AllowAlways, "me").ShouldBe("✅ Exec approval allowed always. Resolved by me. ID: 7");
        ApprovalRequestText.Resolved("7", ApprovalDecision.Deny, "me").ShouldBe("✅ Exec approval denied. Resolved by me. ID: 7");
        ApprovalRequestText.Expired("7").ShouldBe("⏱️ Exec approval expired. ID: 7");
        ApprovalRequestText.Withdrawn("7").ShouldBe("Exec approval withdrawn. ID: 7");
    }

    [Theory]
    [InlineData("allow-once", ApprovalDecision.AllowOnce, "Allow once")]
    [InlineData("allow-session", ApprovalDecision.AllowSession, "Allow for this session")]
    [InlineData("allow-always", ApprovalDecision.AllowAlways, "Allow always")]
    [InlineData("deny", ApprovalDecision.Deny, "Deny")]
    public void A_word_of_the_protocol_has_its_button(string word, ApprovalDecision decision, string label)
    {
        ApprovalDecisions.Parse(word).ShouldBe(decision);
        ApprovalDecisions.Of(decision).ShouldBe(word);
        ApprovalDecisions.Label(word).ShouldBe(label);
    }

    [Theory]
    [InlineData("agent:main:main", true)]
    [InlineData("^agent:(main|work):", true)]
    [InlineData("work", false)]
    [InlineData("agent:main:main(", false)]
    [InlineData(@"(main):\1", false)]
    public void A_session_is_named_by_a_part_of_its_key_or_a_pattern(string filter, bool applies) =>
        ApprovalForwarding.Applies(Approvals($$"""{"enabled":true,"sessionFilter":[{{System.Text.Json.JsonSerializer.Serialize(filter)}}]}"""), null, "agent:main:main").ShouldBe(applies);

    private static ApprovalsConfig Approvals(string exec) => ConfigDocument.Restore("{\"approvals\":{\"exec\":" + exec + "}}", "", 1).Approvals;

    private static ExecToolSettings Of(string config, string agent) => ExecToolSettings.Of(ConfigDocument.Restore(config, "", 1), agent);
}
