using Moltbot.Policy.Exec.Allowlists;
using Moltbot.Policy.Exec.Approvals;
using Moltbot.Policy.Exec.Commands;
using Moltbot.Policy.Exec.Documents;
using Moltbot.Policy.Exec.Environment;
using Moltbot.Policy.Exec.Plans;
using Moltbot.Policy.Exec.Programs;
using Moltbot.Policy.Exec.SafeBins;

namespace Moltbot.Policy.Tests.Exec;

/// <summary>Why a run is refused, in words, what is offered to whoever is asked, and what all settings together say; attack E14.</summary>
public sealed class ExecPolicyTests
{
    private static readonly string Hash = new('a', 64);

    [Fact]
    public void A_plan_that_is_none_says_why()
    {
        Plan("ls").Problem().ShouldBeNull();
        (Plan("ls") with { Cwd = "/" }).Problem().ShouldBeNull();
        Plan("ls $(x)").Problem().ShouldBe("the command cannot be run as it is written: unsupported shell token: $()");
        (Plan("ls") with { Environment = ExecEnvironment.Of([KeyValuePair.Create("PATH", "/x")]) }).Problem().ShouldBe("the environment variable PATH may not be set");
        (Plan("ls") with { Cwd = "work" }).Problem().ShouldBe("the working directory is not an absolute path");
        (Plan("nice ls") with { Programs = Programs("nice") }).Problem().ShouldBe("program not found: ls");
        foreach (var unknown in (ResolvedProgram[])
        [
            new("ls", "/bin/ls", Hash), new("/bin/ls", "ls", Hash), new("/bin/ls", "/bin/ls"), new("/bin/ls", "/bin/ls", Hash[1..]), new("/bin/ls", "/bin/ls", Hash.ToUpperInvariant()),
            new("/bin/ls", "/bin/ls", Hash[1..] + "g"),
        ])
        {
            (Plan("ls") with { Programs = new Dictionary<string, ResolvedProgram> { ["ls"] = unknown } }).Problem().ShouldBe("program not identified: ls", unknown.ToString());
        }

        (Plan("nice ls") with { Programs = new Dictionary<string, ResolvedProgram> { ["nice"] = new("/bin/nice", "/bin/nice", Hash), ["ls"] = new("/a=b/ls", "/a=b/ls", Hash) } })
            .Problem().ShouldBe("a program whose path holds '=' cannot be run by another: ls");
        (Plan("ls") with { Files = [new BoundFile("/x", Hash), new BoundFile("x", Hash)] }).Problem().ShouldBe("script not identified");
        (Plan("ls") with { Files = [new BoundFile("/x", "short")] }).Problem().ShouldBe("script not identified");
        Plan("python x.py").Problem().ShouldBe("script not identified: x.py");
    }

    [Fact]
    public void What_is_refused_is_told_by_which_rule()
    {
        Reason(Plan("ls") with { Host = "node" }, Settings()).ShouldBe("exec host not allowed (requested node; configured gateway)");
        Reason(Plan("ls") with { Host = "sandbox" }, Settings() with { Host = "sandbox" }).ShouldBe("exec denied: host=sandbox, and there is no sandbox");
        Reason(Plan("ls"), Settings() with { Security = ExecSecurity.Deny }).ShouldBe("exec denied: host=gateway security=deny");
        Reason(Plan("ls $(x)"), Settings()).ShouldBe("exec denied: the command cannot be run as it is written: unsupported shell token: $()");
        Reason(Plan("ls"), Settings() with { Ask = ExecAsk.Off }, Document(new(Ask: ExecAsk.Off, Security: ExecSecurity.Full))).ShouldBe("exec denied: allowlist miss");
        Reason(Plan("ls"), Settings(), Document(new(Security: ExecSecurity.Deny))).ShouldBe("exec denied: host=gateway security=deny");
    }

    [Fact]
    public void A_decision_tells_what_all_settings_together_say()
    {
        var run = Decide(Plan("ls"), Settings(), Document(new(ExecSecurity.Full, ExecAsk.OnMiss), "/bin/*"));
        (run.Outcome, run.Security, run.Ask).ShouldBe((ExecOutcome.Run, ExecSecurity.Allowlist, ExecAsk.OnMiss));
        var asked = Decide(Plan("ls"), Settings(), Document(new(ExecSecurity.Full, ExecAsk.Always), "/bin/*"));
        (asked.Outcome, asked.Security, asked.Ask).ShouldBe((ExecOutcome.Ask, ExecSecurity.Allowlist, ExecAsk.Always));
        var unreadable = Decide(Plan("ls $(x)"), Settings(), Document(new(ExecSecurity.Full, ExecAsk.OnMiss)));
        (unreadable.Outcome, unreadable.Security, unreadable.Ask).ShouldBe((ExecOutcome.Refuse, ExecSecurity.Allowlist, ExecAsk.OnMiss));
        var missed = Decide(Plan("ls"), Settings() with { Ask = ExecAsk.Off }, Document(new(ExecSecurity.Full, ExecAsk.Off)));
        (missed.Outcome, missed.Security, missed.Ask).ShouldBe((ExecOutcome.Refuse, ExecSecurity.Allowlist, ExecAsk.Off));
        var inside = Decide(Plan("ls") with { Host = "sandbox", IsSandboxed = true }, new ExecToolSettings("sandbox", null, null, null, SafeBinSettings.Resolve([])));
        (inside.Outcome, inside.Security, inside.Ask).ShouldBe((ExecOutcome.Run, ExecSecurity.Full, ExecAsk.Off));
    }

    [Fact]
    public void Always_is_offered_for_the_systems_plain_programs_where_a_list_counts()
    {
        var plain = Decide(Plan("ls"), Settings());
        plain.Outcome.ShouldBe(ExecOutcome.Ask);
        plain.Offer.ShouldBe(new ApprovalOffer(Session: true, Always: true));
        plain.Remember.ShouldBe(["/bin/ls"]);

        var capable = Decide(Plan("git log"), Settings());
        capable.Offer.ShouldBe(new ApprovalOffer(Session: true, Always: false));
        capable.Remember.ShouldBeEmpty();

        var full = Decide(Plan("ls"), Settings() with { Security = ExecSecurity.Full, Ask = ExecAsk.Always }, Document(new(ExecSecurity.Full)));
        full.Offer.ShouldBe(new ApprovalOffer(Session: false, Always: false));
        full.Remember.ShouldBeEmpty();

        Decide(Plan("ls $(x)"), Settings()).Offer.ShouldBe(new ApprovalOffer(Session: false, Always: false), "nobody is asked about what is refused");
    }

    [Theory]
    [InlineData(ExecSecurity.Deny, "/bin/*", false)]
    [InlineData(ExecSecurity.Allowlist, "/bin/*", true)]
    [InlineData(ExecSecurity.Allowlist, "/opt/*", false)]
    [InlineData(ExecSecurity.Full, "/opt/*", true)]
    public void When_nobody_answers_the_fallback_decides(ExecSecurity fallback, string pattern, bool runs) =>
        Decide(Plan("ls"), Settings() with { Ask = ExecAsk.Always }, Document(new(AskFallback: fallback), pattern)).RunsUnanswered.ShouldBe(runs);

    [Fact]
    public void A_sandbox_stands_in_for_list_and_question_unless_they_are_asked_for()
    {
        var inside = Plan("git log") with { Host = "sandbox", IsSandboxed = true };
        ExecToolSettings settings = new("sandbox", null, null, null, SafeBinSettings.Resolve([]));
        Decide(inside, settings, Document(new(ExecSecurity.Deny, ExecAsk.Always))).Outcome.ShouldBe(ExecOutcome.Run, "the document is of the hosts");
        Decide(inside, settings with { Mode = ApprovalMode.Parse("once") }).Outcome.ShouldBe(ExecOutcome.Ask);
        Decide(inside, settings with { Ask = ExecAsk.Always }).Outcome.ShouldBe(ExecOutcome.Ask);
        Decide(inside, settings with { Security = ExecSecurity.Allowlist }).Outcome.ShouldBe(ExecOutcome.Refuse);
        Decide(Plan("git log"), settings with { Host = "gateway" }).Outcome.ShouldBe(ExecOutcome.Ask, "no other host does");
    }

    [Theory]
    [InlineData("tool x", "/bin/tool", true, "tool", true)]
    [InlineData("tool x", "/bin/tool", false, "tool", false)]
    [InlineData("tool x", "/bin/tool", true, "other", false)]
    [InlineData("tool x", "/opt/tool", true, "tool", false)]
    [InlineData("/bin/tool x", "/bin/tool", true, "/bin/tool", false)]
    public void A_skills_program_is_the_systems_own_and_goes_by_its_name(string command, string path, bool isOn, string skillBin, bool satisfied) =>
        ExecAllowlist.Evaluate(
            CommandLine.Read(command), new AllowlistRules([], SafeBinSettings.Resolve([]), AutoAllowSkills: isOn, SkillBins: new HashSet<string> { skillBin }),
            Plan("tool") with { Programs = new Dictionary<string, ResolvedProgram> { [command.Split(' ')[0]] = new(path, path, Hash) } }).Satisfied.ShouldBe(satisfied);

    [Fact]
    public void A_verdict_tells_the_entries_and_the_first_program_that_none_allows()
    {
        AllowlistEntry ls = new("/bin/ls"), wc = new("/bin/wc");
        AllowlistRules rules = new([ls, wc], SafeBinSettings.Resolve([]));
        var verdict = ExecAllowlist.Evaluate(CommandLine.Read("ls | wc; ls"), rules, Plan("ls | wc"));
        (verdict.Satisfied, verdict.Missed).ShouldBe((true, null));
        verdict.Matches.ShouldBe([ls, wc, ls]);
        var missed = ExecAllowlist.Evaluate(CommandLine.Read("ls | git x | wc"), rules, Plan("ls | git x | wc"));
        (missed.Satisfied, missed.Missed!.Raw).ShouldBe((false, "git x"));
        missed.Matches.ShouldBe([ls]);
    }

    private static string? Reason(ExecPlan plan, ExecToolSettings settings, ExecDocument? document = null)
    {
        var decision = Decide(plan, settings, document);
        decision.Outcome.ShouldBe(ExecOutcome.Refuse);
        return decision.Reason;
    }

    private static ExecDecision Decide(ExecPlan plan, ExecToolSettings settings, ExecDocument? document = null) =>
        ExecPolicy.Decide(plan, settings, new ExecWish(), document ?? ExecDocument.Empty, isRemembered: false);

    private static ExecToolSettings Settings() => new("gateway", ExecSecurity.Allowlist, ExecAsk.OnMiss, null, SafeBinSettings.Resolve([]));

    private static ExecDocument Document(ExecDefaults defaults, string? pattern = null) =>
        new(null, defaults, new Dictionary<string, ExecAgent> { ["main"] = new(new ExecDefaults(), pattern is null ? null : [new(pattern)]) });

    private static Dictionary<string, ResolvedProgram> Programs(params IEnumerable<string> words) =>
        words.Distinct(StringComparer.Ordinal).ToDictionary(static word => word, static word => new ResolvedProgram("/bin/" + word, "/bin/" + word, Hash));

    private static ExecPlan Plan(string command) => new()
    {
        Analysis = CommandLine.Read(command),
        Programs = Programs(CommandLine.Read(command).Segments.SelectMany(static segment => segment.Argv)),
        Cwd = "/work",
        Environment = ExecEnvironment.Of([]),
        Host = "gateway",
        AgentId = "main",
        SessionKey = "agent:main:main",
        SessionId = "s1",
        AskedBy = "telegram:1",
    };
}
