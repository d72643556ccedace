using Moltbot.Policy.Configuration;
using Moltbot.Policy.Exec.Approvals;
using Moltbot.Policy.Exec.Commands;
using Moltbot.Policy.Exec.Documents;
using Moltbot.Policy.Exec.Text;
using Moltbot.TestSupport.Runs;

namespace Moltbot.Policy.Tests.Exec;

/// <summary>What approvers see and who they are; attacks E9, E10 and C1.</summary>
public sealed class ApprovalTextTests
{
    private static readonly string Long = new('/', ApprovalRequestText.MaxField + 1);

    [Theory]
    [InlineData("a\u202eb", @"a\u{202e}b")]
    [InlineData("a\u2066b", @"a\u{2066}b")]
    [InlineData("a\u200bb", @"a\u{200b}b")]
    [InlineData("a\nb", @"a\u{a}b")]
    [InlineData("a\u001b[2Kb", @"a\u{1b}[2Kb")]
    [InlineData("a\u00a0b", @"a\u{a0}b")]
    [InlineData("a\u3164b", @"a\u{3164}b")]
    [InlineData("a\ufeffb", @"a\u{feff}b")]
    [InlineData("a\U000e0041b", @"a\u{e0041}b")]
    [InlineData(@"a\u{202e}b", @"a\\u{202e}b")]
    [InlineData("ls 'x y' é 😀", "ls 'x y' é 😀")]
    public void Nothing_hides_or_moves_in_what_is_shown(string text, string shown) => HostileText.Visible(text).ShouldBe(shown);

    [Theory]
    [InlineData("a\u180bb", @"a\u{180b}b")]
    [InlineData("a\u180fb", @"a\u{180f}b")]
    [InlineData("a\u05d0b", @"a\u{5d0}b")]
    [InlineData("a\u0627b", @"a\u{627}b")]
    [InlineData("a\U00010800b", @"a\u{10800}b")]
    [InlineData("\\\u202e", @"\\\u{202e}")]
    [InlineData(@"a\b", @"a\b")]
    public void Nothing_of_another_direction_moves_what_stands_beside_it(string text, string shown) => HostileText.Visible(text).ShouldBe(shown);

    [Fact]
    public void Different_texts_never_look_the_same()
    {
        var random = new Random(5);
        var shown = new Dictionary<string, string>(StringComparer.Ordinal);
        string[] pieces = ["\\", "u", "{", "}", "u{", "202e", "\u202e", "\u202e", "a", @"\u{202e}", @"\u{", "\n", "'"];
        int rounds = LongRuns.Rounds(ordinary: 200_000, full: 1_000_000);
        for (var round = 0; round < rounds; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => pieces[random.Next(pieces.Length)]));
            shown.TryAdd(HostileText.Visible(text), text);
            shown[HostileText.Visible(text)].ShouldBe(text);
        }

        shown.Count.ShouldBeGreaterThan(rounds / 20);
    }

    [Fact]
    public void A_request_is_shown_in_full_or_refused()
    {
        var request = new ApprovalRequestText("a", "echo " + new string('x', ApprovalRequestText.MaxCommand - 5), 0);
        request.Shown()!.Requested(0).ShouldContain(request.Command);
        (request with { Command = request.Command + "x" }).Shown().ShouldBeNull();
        (request with { Command = new string('\u202e', ApprovalRequestText.MaxCommand / 4) }).Shown().ShouldBeNull();
        (request with { Cwd = new string('/', ApprovalRequestText.MaxField) }).Shown().ShouldNotBeNull();
        foreach (var longer in (ApprovalRequestText[])
        [
            request with { Cwd = Long }, request with { Host = Long }, request with { AgentId = Long }, request with { Security = Long }, request with { Ask = Long },
            request with { Programs = Long }, request with { AskedBy = Long }, request with { SessionKey = Long }, request with { Id = Long },
        ])
        {
            longer.Shown().ShouldBeNull(longer.ToString());
        }
    }

    [Fact]
    public void No_text_of_a_request_makes_a_line_of_its_own()
    {
        var shown = new ApprovalRequestText("a", "ls\nID: other", 0) { Cwd = "/x\nExpires in: 9s", Host = "h\u2028i", AgentId = "a\rb" }.Shown()!;
        shown.Requested(0).Split('\n').Length.ShouldBe(8);
    }

    [Fact]
    public void Every_text_of_a_request_has_its_name() =>
        new ApprovalRequestText("a", "ls", 5_000)
        {
            Programs = "/bin/ls", Cwd = "/work", Host = "node", AgentId = "main", SessionKey = "agent:main:x", AskedBy = "telegram:42", Security = "allowlist", Ask = "always", Hash = "c0",
            Offer = new ApprovalOffer(Session: true, Always: false),
        }.Requested(0).Split('\n')[2..].ShouldBe(
        [
            "Command: ls", "Programs: /bin/ls", "CWD: /work", "Host: node", "Agent: main", "Session: agent:main:x", "Asked by: telegram:42", "Security: allowlist", "Ask: always", "Hash: c0",
            "Expires in: 5s", "Reply with: /approve <id> allow-once|allow-session|deny",
        ]);

    [Fact]
    public void The_hash_of_what_runs_is_shown() =>
        new ApprovalRequestText("a", "ls", 0) { Hash = new string('c', 64) }.Requested(0).ShouldContain("Hash: " + new string('c', 64));

    [Fact]
    public void Different_argument_vectors_never_look_the_same()
    {
        string[][] all = [["a b"], ["a", "b"], ["a", "", "b"], ["a", " b"], ["a'b"], ["a\\b"], ["a", "'b'"], ["a\u00a0b"], ["a", "\u202eb"], [@"a", @"\u{202e}b"]];
        all.Select(static argv => HostileText.Visible(CommandText.Of(argv))).Distinct(StringComparer.Ordinal).Count().ShouldBe(all.Length);
    }

    [Theory]
    [InlineData("allowFrom: [\"42\", \"tg:7\"]", "42", true)]
    [InlineData("allowFrom: [\"42\", \"tg:7\"]", "7", true)]
    [InlineData("allowFrom: [\"42\"]", "4", false)]
    [InlineData("allowFrom: [\"42\"]", "", false)]
    [InlineData("allowFrom: [\"42\"]", null, false)]
    [InlineData("allowFrom: [\"*\"], dmPolicy: \"open\"", "42", false)]
    [InlineData("allowFrom: [\"@ann\"]", "@ann", false)]
    [InlineData("allowFrom: [\"-100\"]", "-100", false)]
    [InlineData("", "42", false)]
    public void An_approver_is_named_by_an_id_that_nobody_can_take(string settings, string? sender, bool expected) =>
        Approvers.Includes(Config($"channels: {{ telegram: {{ botToken: \"1:a\", {settings} }} }}"), "telegram", "default", sender).ShouldBe(expected);

    [Theory]
    [InlineData("", true)]
    [InlineData(", execApprovals: { approvers: [\"42\"] }", true)]
    [InlineData(", execApprovals: { approvers: [\"7\"] }", false)]
    [InlineData(", execApprovals: { approvers: [] }", false)]
    [InlineData(", execApprovals: { enabled: true }", false)]
    [InlineData(", execApprovals: { enabled: false, approvers: [\"42\"] }", false)]
    public void A_list_of_approvers_that_is_off_or_missing_widens_to_nobody(string approvals, bool expected) =>
        Approvers.Includes(Config($"channels: {{ discord: {{ token: \"a\", dm: {{ allowFrom: [\"42\"] }}{approvals} }} }}"), "discord", "default", "42").ShouldBe(expected);

    [Fact]
    public void An_approver_sees_what_runs_for_whom()
    {
        var text = new ApprovalRequestText("a", "tool", 0) { Programs = "/usr/bin/tool (/opt/tool\n)", AskedBy = "telegram:42", SessionKey = "agent:main:x" }.Shown()!.Requested(0);
        text.ShouldContain("Programs: /usr/bin/tool (/opt/tool\\u{a})\n");
        text.ShouldContain("Asked by: telegram:42\n");
        text.ShouldContain("Session: agent:main:x\n");
    }

    [Theory]
    [InlineData("main", true)]
    [InlineData("*", false)]
    [InlineData("default", false)]
    [InlineData("", false)]
    public void A_part_that_counts_for_others_is_no_agents(string id, bool expected) => ExecDocument.IsAgent(id).ShouldBe(expected);

    [Fact]
    public void A_list_that_every_run_is_held_beside_has_an_end()
    {
        ExecDocument Of(int count, int length) => ExecDocument.Empty.Allow("main", Enumerable.Range(0, count).Select(i => $"/{i}".PadRight(length, 'x')), "ls", 1);
        Of(512, 512).Problem().ShouldBeNull();
        Of(513, 5).Problem().ShouldBe("agents.main.allowlist: 513 entries, and at most 512 may be");
        Of(1, 513).Problem().ShouldBe("agents.main.allowlist.0.pattern: longer than 512 characters");
    }

    [Fact]
    public void The_list_of_approvers_stands_in_place_of_those_who_may_write()
    {
        var document = Config("channels: { telegram: { botToken: \"1:a\", allowFrom: [\"42\"] } }, approvals: { exec: { approvers: [\"telegram:7\", \"discord:42\"] } }");
        Approvers.Of(document, "telegram", "default").ShouldBe(["7"]);
    }

    [Theory]
    [InlineData("telegram", "42")]
    [InlineData("slack", "U012AB")]
    [InlineData("whatsapp", "+4915112345")]
    [InlineData("signal", "+4915112345 0f8fad5b-d9cb-469f-a165-70867728950e")]
    [InlineData("matrix", "")]
    public void On_each_channel_only_ids_that_it_gives_to_nobody_else_count(string channel, string approvers)
    {
        string[] entries = ["42", "ann", "@ann", "U012AB", "u012ab", "+4915112345", "+49", "0f8fad5b-d9cb-469f-a165-70867728950e", "@ann:example.org"];
        var document = Config($"approvals: {{ exec: {{ approvers: [{string.Join(", ", entries.Select(entry => $"\"{channel}:{entry}\""))}] }} }}");
        Approvers.Of(document, channel, "default").ShouldBe(approvers.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void A_document_survives_being_written_and_shows_no_secret()
    {
        const string text = """
            { "version": 1, "socket": { "path": "/run/x", "token": "canary" }, "defaults": { "security": "allowlist", "ask": "nonsense" },
              "agents": { "default": { "allowlist": [{ "pattern": "/a" }] }, "main": { "autoAllowSkills": true, "allowlist": [{ "id": "1", "pattern": "/A", "lastUsedAt": 5 }] } } }
            """;
        var document = ExecDocumentJson.Parse(text)!.Normalize();
        ExecDocumentJson.Write(document, forEyes: true).ShouldNotContain("canary");
        var stored = ExecDocumentJson.Write(document, forEyes: false);
        stored.ShouldContain("canary");
        ExecDocumentJson.Write(ExecDocumentJson.Parse(stored)!, forEyes: false).ShouldBe(stored);
        document.Agents["main"].Allowlist!.ShouldHaveSingleItem().LastUsedAt.ShouldBe(5);
        ExecDocumentJson.Parse("""{ "version": 2 }""").ShouldBeNull();
        ExecDocumentJson.Parse("{").ShouldBeNull();
    }

    [Theory]
    [InlineData("""{ "version": 1, "agents": { "a": { "security": "deny" }, "a": { "security": "full" } } }""")]
    [InlineData("""{ "version": 1, "agents": {}, "agents": { "a": {} } }""")]
    [InlineData("""{ "version": 1, "defaults": { "security": "\ud800" } }""")]
    [InlineData("""{ "version": 1, "agents": { "\ud800": {} } }""")]
    public void A_document_that_reads_in_two_ways_or_in_none_is_none(string text) => ExecDocumentJson.Parse(text).ShouldBeNull();

    [Fact]
    public void Adding_a_program_twice_is_adding_it_once()
    {
        var once = ExecDocument.Empty.Allow("main", ["/bin/ls"], "ls", 1);
        var twice = once.Allow("main", ["/bin/ls"], "ls -l", 2);
        twice.For("main").Allowlist.ShouldHaveSingleItem().LastUsedCommand.ShouldBe("ls -l");
        twice.For("ops").Allowlist.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{ "allowlist": [{ "pattern": "/a" }] }""", """{ "allowlist": [{ "pattern": "/A" }, { "pattern": "/b" }] }""", "/a /b")]
    [InlineData("""{ "allowlist": [{ "pattern": "/a" }] }""", "{}", "/a")]
    [InlineData("{}", """{ "allowlist": [{ "pattern": "/b" }] }""", "/b")]
    [InlineData("{}", "{}", null)]
    public void The_list_under_the_older_name_of_the_first_agent_is_joined_to_the_newer_one(string newer, string older, string? joined) =>
        (ExecDocumentJson.Parse($$"""{ "version": 1, "agents": { "default": {{older}}, "main": {{newer}} } }""")!.Normalize().Agents["main"].Allowlist is { } list
            ? string.Join(' ', list.Select(static entry => entry.Pattern))
            : null).ShouldBe(joined);

    [Fact]
    public void Nothing_stored_is_named_as_an_empty_text()
    {
        ExecDocument.HashOf(null).ShouldBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        ExecDocument.HashOf(null).ShouldBe(ExecDocument.HashOf(""));
        ExecDocument.HashOf("a").ShouldNotBe(ExecDocument.HashOf(""));
    }

    private static ConfigDocument Config(string body) => ConfigLoader.Load(new ConfigSource("test", $"{{ {body} }}"), new ConfigLoadOptions()).Config!;
}
