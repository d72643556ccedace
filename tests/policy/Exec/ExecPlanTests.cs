using Moltbot.Policy.Exec.Approvals;
using Moltbot.Policy.Exec.Commands;
using Moltbot.Policy.Exec.Documents;
using Moltbot.Policy.Exec.Environment;
using Moltbot.Policy.Exec.Plans;
using Moltbot.Policy.Exec.Programs;
using Moltbot.Policy.Exec.SafeBins;

namespace Moltbot.Policy.Tests.Exec;

/// <summary>What a run is, exactly, and the one decision about it; attacks E6 to E8 and E14.</summary>
public sealed class ExecPlanTests
{
    private static readonly string SomeHash = new('a', 64);
    private static readonly string OtherHash = new('b', 64);

    public static TheoryData<string, Func<ExecPlan, ExecPlan>> Changes => new()
    {
        { "argument", plan => plan with { Analysis = CommandLine.Read("ls 'x y' z") } },
        { "one argument for two", plan => plan with { Analysis = CommandLine.Read("ls 'x  y'") } },
        { "link", plan => plan with { Analysis = CommandLine.Read("ls 'x y'; ls") } },
        { "folder", plan => plan with { Cwd = "/work2" } },
        { "variable", plan => plan with { Environment = Env(("LANG", "C")) } },
        { "variable's value", plan => plan with { Environment = Env(("TZ", "Asia/Tokyo")) } },
        { "where the word leads", plan => plan with { Programs = Programs("/opt/ls", "/opt/ls", SomeHash) } },
        { "where the link leads", plan => plan with { Programs = Programs("/bin/ls", "/opt/ls", SomeHash) } },
        { "the file's bytes", plan => plan with { Programs = Programs("/bin/ls", "/bin/ls", OtherHash) } },
        { "script", plan => plan with { Files = [new BoundFile("/work/x.py", SomeHash)] } },
        { "script's text", plan => plan with { Files = [new BoundFile("/work/x.py", OtherHash)] } },
        { "host", plan => plan with { Host = "node" } },
        { "node", plan => plan with { NodeId = "n" } },
        { "agent", plan => plan with { AgentId = "ops" } },
        { "session", plan => plan with { SessionKey = "agent:main:other" } },
        { "conversation", plan => plan with { SessionId = "s2" } },
        { "asker", plan => plan with { AskedBy = "telegram:2" } },
        { "sandbox", plan => plan with { IsSandboxed = true } },
        { "home", plan => plan with { Home = "/home/ann" } },
        { "script's name", plan => plan with { Files = [new BoundFile("/work/x.py", SomeHash, "x.py")] } },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_run_that_differs_in_anything_is_another(string what, Func<ExecPlan, ExecPlan> change)
    {
        change(Plan()).Hash().ShouldNotBe(Plan().Hash(), what);
        change(Plan()).Hash().ShouldBe(change(Plan()).Hash(), what);
    }

    /// <summary>The value was made apart, from the description: an approval outlives the server that it was asked of.</summary>
    [Fact]
    public void A_run_is_named_the_same_by_every_version()
    {
        var plan = new ExecPlan
        {
            Analysis = CommandLine.Read("nice ls 'x y' | wc && python \u00e9.py ''"),
            Programs = new Dictionary<string, ResolvedProgram>
            {
                ["nice"] = new("/bin/nice", "/bin/nice", SomeHash), ["ls"] = new("/bin/ls", "/opt/ls", OtherHash), ["wc"] = new("/bin/wc", "/bin/wc", SomeHash),
                ["python"] = new("/usr/bin/python", "/usr/bin/python3", SomeHash, "/bin/sh"), ["unused"] = new("/bin/unused", "/bin/unused", SomeHash),
            },
            Files = [new BoundFile("/work/\u00e9.py", OtherHash, "\u00e9.py")],
            Cwd = "/work",
            Environment = Env(("TZ", "Europe/Berlin"), ("LANG", "C")),
            Host = "node",
            NodeId = "n1",
            AgentId = "main",
            SessionKey = "agent:main:main",
            SessionId = "s1",
            AskedBy = "telegram:1",
            Home = "/home/ann",
        };
        plan.Hash().ShouldBe("d8f2d62d401f05b5c50985ee35322ac4862441bd6bd87960182bab33cef357de");
        (plan with { Host = "sandbox", NodeId = null, IsSandboxed = true, Home = null }).Hash().ShouldBe("3d6b74492fbfd40d81ceb6a29dd56cb846223bc8bcd23c9d76a115d434ed801c");
    }

    [Fact]
    public void All_changes_make_runs_of_their_own()
    {
        List<string> hashes = [Plan().Hash(), .. Changes.Select(static row => row.Data.Item2(Plan()).Hash())];
        hashes.Distinct(StringComparer.Ordinal).Count().ShouldBe(hashes.Count);
    }

    [Theory]
    [InlineData("NODE_OPTIONS", "--require /tmp/x.js")]
    [InlineData("LD_PRELOAD", "/tmp/x.so")]
    [InlineData("PATH", "/tmp")]
    [InlineData("BASH_ENV", "/tmp/x")]
    [InlineData("PYTHONPATH", "/tmp")]
    [InlineData("GIT_SSH_COMMAND", "sh")]
    [InlineData("HOME", "/tmp")]
    [InlineData("LANG", "../../tmp/x")]
    [InlineData("LC_ALL", "/tmp/x")]
    [InlineData("LC_all", "C")]
    [InlineData("TZ", ":/etc/passwd")]
    [InlineData("TZ", "/etc/passwd")]
    [InlineData("TZ", "Europe/../../x")]
    [InlineData("TERM", "../x")]
    [InlineData("lang", "C")]
    [InlineData("UNHEARD_OF", "1")]
    public void A_variable_that_changes_what_runs_is_refused(string name, string value)
    {
        var plan = Plan() with { Environment = Env((name, value)) };
        plan.Environment.Variables.ShouldBeEmpty();
        plan.Problem().ShouldNotBeNull().ShouldContain(name);
        Decide(plan, "/**").Outcome.ShouldBe(ExecOutcome.Refuse);
    }

    [Fact]
    public void Variables_about_looks_may_be_set_in_any_order()
    {
        var one = Plan() with { Environment = Env(("LC_ALL", "de_DE.UTF-8"), ("TZ", "Europe/Berlin"), ("NO_COLOR", "1")) };
        var other = Plan() with { Environment = Env(("NO_COLOR", "1"), ("TZ", "Europe/Berlin"), ("LC_ALL", "de_DE.UTF-8")) };
        one.Problem().ShouldBeNull();
        one.Hash().ShouldBe(other.Hash());
    }

    [Fact]
    public void What_nobody_identified_does_not_run()
    {
        Decide(Plan() with { Programs = new Dictionary<string, ResolvedProgram>() }, "/**").Outcome.ShouldBe(ExecOutcome.Refuse);
        Decide(Plan() with { Programs = Programs("/bin/ls", "/bin/ls", "short") }, "/**").Outcome.ShouldBe(ExecOutcome.Refuse);
        Decide(Plan() with { Programs = Programs("/bin/../ls", "/bin/ls", SomeHash) }, "/**").Outcome.ShouldBe(ExecOutcome.Refuse);
        Decide(Plan() with { Cwd = "work" }, "/**").Outcome.ShouldBe(ExecOutcome.Refuse);
        Decide(Plan() with { Cwd = "/work/../x" }, "/**").Outcome.ShouldBe(ExecOutcome.Refuse);
        Decide(Plan() with { Files = [new BoundFile("x.py", SomeHash)] }, "/**").Outcome.ShouldBe(ExecOutcome.Refuse);
        Decide(Plan("nice python x"), "/**").Reason!.ShouldContain("not found: nice");
    }

    [Theory]
    [InlineData("python x.py", "x.py")]
    [InlineData("python3.11 -u x.py a b", "x.py")]
    [InlineData("python -- -x.py", "-x.py")]
    [InlineData("sh -e x.sh", "x.sh")]
    [InlineData("bash x.sh -c y", "x.sh")]
    [InlineData("perl -c x.pl", "x.pl")]
    [InlineData("perl -Mre x.pl", "x.pl")]
    [InlineData("node x.js", "x.js")]
    [InlineData("env node x.js", "x.js")]
    [InlineData("sh -c x", null)]
    [InlineData("bash -lc x", null)]
    [InlineData("python -m x", null)]
    [InlineData("perl -lane x", null)]
    [InlineData("node --eval x", null)]
    [InlineData("python -", null)]
    [InlineData("python", null)]
    [InlineData("ls x.py", null)]
    public void A_script_whose_text_nobody_read_does_not_run(string command, string? script)
    {
        var plan = Plan(command) with { Programs = CommandLine.Read(command).Segments.SelectMany(static segment => segment.Argv).Distinct()
            .ToDictionary(static word => word, static word => new ResolvedProgram("/usr/bin/" + word, "/usr/bin/" + word, SomeHash)) };
        if (script is null)
        {
            plan.Problem().ShouldBeNull();
            return;
        }

        plan.Problem().ShouldNotBeNull().ShouldContain(script);
        (plan with { Files = [new BoundFile("/work/other", SomeHash)] }).Problem().ShouldNotBeNull();
        (plan with { Files = [new BoundFile("/work/other", SomeHash, script)] }).Problem().ShouldBeNull();
    }

    [Fact]
    public void What_cannot_be_read_is_neither_run_nor_asked_about()
    {
        foreach (var security in Enum.GetValues<ExecSecurity>())
        {
            foreach (var ask in Enum.GetValues<ExecAsk>())
            {
                Decide(Plan("ls $(x)"), "/**", security, ask).Outcome.ShouldBe(ExecOutcome.Refuse, $"{security} {ask}");
            }
        }
    }

    [Theory]
    [InlineData(ExecSecurity.Deny, ExecAsk.Off, true, ExecOutcome.Refuse)]
    [InlineData(ExecSecurity.Deny, ExecAsk.Always, true, ExecOutcome.Refuse)]
    [InlineData(ExecSecurity.Allowlist, ExecAsk.Off, true, ExecOutcome.Run)]
    [InlineData(ExecSecurity.Allowlist, ExecAsk.Off, false, ExecOutcome.Refuse)]
    [InlineData(ExecSecurity.Allowlist, ExecAsk.OnMiss, true, ExecOutcome.Run)]
    [InlineData(ExecSecurity.Allowlist, ExecAsk.OnMiss, false, ExecOutcome.Ask)]
    [InlineData(ExecSecurity.Allowlist, ExecAsk.Always, true, ExecOutcome.Ask)]
    [InlineData(ExecSecurity.Full, ExecAsk.Off, false, ExecOutcome.Run)]
    [InlineData(ExecSecurity.Full, ExecAsk.OnMiss, false, ExecOutcome.Run)]
    [InlineData(ExecSecurity.Full, ExecAsk.Always, false, ExecOutcome.Ask)]
    public void The_settings_decide(ExecSecurity security, ExecAsk ask, bool listed, ExecOutcome expected) =>
        Decide(Plan(), listed ? "/bin/*" : "/opt/*", security, ask).Outcome.ShouldBe(expected);

    [Fact]
    public void The_default_asks_about_everything_that_is_not_listed() =>
        ExecPolicy.Decide(Plan(), new ExecToolSettings("gateway", null, null, null, SafeBinSettings.Resolve([])), new ExecWish(), ExecDocument.Empty, false)
            .Outcome.ShouldBe(ExecOutcome.Ask);

    [Fact]
    public void A_call_only_narrows_and_only_asks_more()
    {
        var document = Document("/bin/*", ExecSecurity.Allowlist, ExecAsk.OnMiss);
        ExecToolSettings settings = new("gateway", ExecSecurity.Allowlist, ExecAsk.OnMiss, null, SafeBinSettings.Resolve([]));
        var plan = Plan("rm x", "/opt/rm");
        ExecPolicy.Decide(plan, settings, new ExecWish(ExecSecurity.Full, ExecAsk.Off), document, false).Outcome.ShouldBe(ExecOutcome.Ask);
        ExecPolicy.Decide(Plan(), settings, new ExecWish(ExecSecurity.Deny), document, false).Outcome.ShouldBe(ExecOutcome.Refuse);
        ExecPolicy.Decide(Plan(), settings, new ExecWish(Ask: ExecAsk.Always), document, false).Outcome.ShouldBe(ExecOutcome.Ask);
    }

    [Theory]
    [InlineData("once", ExecAsk.Off, ExecOutcome.Run)]
    [InlineData("once", ExecAsk.Always, ExecOutcome.Ask)]
    [InlineData("always", ExecAsk.Off, ExecOutcome.Ask)]
    public void Of_the_mode_and_the_question_the_one_that_asks_more_counts(string mode, ExecAsk ask, ExecOutcome expected) => ExecPolicy.Decide(
        Plan(), new ExecToolSettings("gateway", ExecSecurity.Allowlist, ask, ApprovalMode.Parse(mode), SafeBinSettings.Resolve([])), new ExecWish(),
        Document("/bin/*", ExecSecurity.Allowlist, ExecAsk.Off), isRemembered: false).Outcome.ShouldBe(expected);

    [Fact]
    public void The_host_is_the_configured_one_and_a_sandbox_has_to_be_there()
    {
        var settings = new ExecToolSettings("sandbox", null, null, null, SafeBinSettings.Resolve([]));
        ExecPolicy.Decide(Plan(), settings, new ExecWish(), ExecDocument.Empty, false).Outcome.ShouldBe(ExecOutcome.Refuse);
        var inside = Plan() with { Host = "sandbox" };
        ExecPolicy.Decide(inside, settings, new ExecWish(), ExecDocument.Empty, false).Outcome.ShouldBe(ExecOutcome.Refuse);
        ExecPolicy.Decide(inside with { IsSandboxed = true }, settings, new ExecWish(), ExecDocument.Empty, false).Outcome.ShouldBe(ExecOutcome.Run);
    }

    [Fact]
    public void A_sandbox_runs_what_nobody_identified_and_only_where_nothing_is_asked()
    {
        var settings = new ExecToolSettings("sandbox", null, null, null, SafeBinSettings.Resolve([]));
        var inside = Plan() with { Host = "sandbox", IsSandboxed = true, Programs = new Dictionary<string, ResolvedProgram>(), Cwd = "/", Analysis = CommandLine.Read("a | b > $(c)") };
        inside.Problem().ShouldNotBeNull();
        ExecOutcome Of(ExecPlan plan, ExecToolSettings set, ExecWish? wish = null) => ExecPolicy.Decide(plan, set, wish ?? new ExecWish(), ExecDocument.Empty, false).Outcome;

        Of(inside, settings).ShouldBe(ExecOutcome.Run);
        Of(inside with { IsSandboxed = false }, settings).ShouldBe(ExecOutcome.Refuse);
        Of(inside, settings with { Security = ExecSecurity.Allowlist }).ShouldBe(ExecOutcome.Refuse);
        Of(inside, settings with { Security = ExecSecurity.Deny }).ShouldBe(ExecOutcome.Refuse);
        Of(inside, settings with { Ask = ExecAsk.OnMiss }).ShouldBe(ExecOutcome.Refuse);
        Of(inside, settings, new ExecWish(Ask: ExecAsk.Always)).ShouldBe(ExecOutcome.Refuse);
        Of(inside with { Host = "gateway" }, settings with { Host = "gateway", Security = ExecSecurity.Full, Ask = ExecAsk.Off }).ShouldBe(ExecOutcome.Refuse);
        Of(inside with { Environment = ExecEnvironment.Of(new Dictionary<string, string> { ["LD_PRELOAD"] = "x" }) }, settings).ShouldBe(ExecOutcome.Refuse);
    }

    [Fact]
    public void What_a_conversation_remembers_is_not_asked_again_unless_always()
    {
        Decide(Plan(), "/opt/*", isRemembered: true).Outcome.ShouldBe(ExecOutcome.Run);
        Decide(Plan(), "/opt/*", ask: ExecAsk.Always, isRemembered: true).Outcome.ShouldBe(ExecOutcome.Ask);
    }

    [Fact]
    public void An_interpreter_is_asked_about_and_never_offered_for_always()
    {
        var decision = Decide(Plan("sh -c x", "/bin/sh"), "/**");
        decision.Outcome.ShouldBe(ExecOutcome.Ask);
        decision.Offer.Always.ShouldBeFalse();
        decision.Remember.ShouldBeEmpty();
    }

    private static ExecDecision Decide(
        ExecPlan plan, string pattern, ExecSecurity security = ExecSecurity.Allowlist, ExecAsk ask = ExecAsk.OnMiss, bool isRemembered = false) =>
        ExecPolicy.Decide(
            plan, new ExecToolSettings("gateway", security, ask, null, SafeBinSettings.Resolve([])), new ExecWish(), Document(pattern, security, ask), isRemembered);

    private static ExecDocument Document(string pattern, ExecSecurity security, ExecAsk ask) => new(
        null, new ExecDefaults(security, ask), new Dictionary<string, ExecAgent> { ["main"] = new(new ExecDefaults(), [new(pattern)]) });

    private static ExecPlan Plan(string command = "ls 'x y'", string path = "/bin/ls") => new()
    {
        Analysis = CommandLine.Read(command),
        Programs = new Dictionary<string, ResolvedProgram> { [CommandLine.Read(command) is { Ok: true } read ? read.Segments.Last().Program : "ls"] = new(path, path, SomeHash) }
            .Where(entry => entry.Key != "nice").ToDictionary(),
        Cwd = "/work",
        Environment = Env(("TZ", "Europe/Berlin")),
        Host = "gateway",
        AgentId = "main",
        SessionKey = "agent:main:main",
        SessionId = "s1",
        AskedBy = "telegram:1",
    };

    private static Dictionary<string, ResolvedProgram> Programs(string path, string real, string hash) => new() { ["ls"] = new(path, real, hash) };

    private static ExecEnvironment Env(params (string Name, string Value)[] variables) =>
        ExecEnvironment.Of(variables.Select(variable => KeyValuePair.Create(variable.Name, variable.Value)));
}
