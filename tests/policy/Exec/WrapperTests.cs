using Moltbot.Policy.Exec.Commands;
using Moltbot.Policy.Exec.Documents;
using Moltbot.Policy.Exec.Environment;
using Moltbot.Policy.Exec.Plans;
using Moltbot.Policy.Exec.Programs;
using Moltbot.Policy.Exec.SafeBins;

namespace Moltbot.Policy.Tests.Exec;

/// <summary>A program inside of another is the one that was found, shown and approved; attacks E5 and E8.</summary>
public sealed class WrapperTests
{
    private static readonly string Hash = new('a', 64);

    [Theory]
    [InlineData("env tool x", "env /opt/bin/tool x")]
    [InlineData("nice -n 5 tool x", "nice -n 5 /opt/bin/tool x")]
    [InlineData("timeout 5 tool tool", "timeout 5 /opt/bin/tool tool")]
    [InlineData("nohup nice env tool", "nohup /usr/bin/nice /usr/bin/env /opt/bin/tool")]
    [InlineData("stdbuf -o L tool | ionice -c 2 tool", "stdbuf -o L /opt/bin/tool | ionice -c 2 /opt/bin/tool")]
    [InlineData("tool && time tool; nice ls", "tool && time /opt/bin/tool ; nice /usr/bin/ls")]
    [InlineData("/usr/bin/env tool", "/usr/bin/env /opt/bin/tool")]
    [InlineData("env ./tool", "env /work/tool")]
    [InlineData("tool env tool", "tool env tool")]
    [InlineData("env", "env")]
    [InlineData("env A=1 tool", "env A=1 tool")]
    [InlineData("sudo tool", "sudo tool")]
    public void It_is_told_by_path_and_shown_so(string command, string started)
    {
        var plan = Plan(command);
        plan.Problem().ShouldBeNull();
        plan.Text.ShouldBe(started);
        CommandLine.Read(started).Segments.Select(static segment => segment.Argv).ShouldBe(plan.Started.SelectMany(static pipeline => pipeline.Segments).Select(static segment => segment.Argv));
    }

    [Theory]
    [InlineData("/usr/bin/python", "/usr/bin/python3.11", "/usr/bin/python")]
    [InlineData("/usr/bin/xzcat", "/usr/bin/xz", "/usr/bin/xzcat")]
    [InlineData("/bin/tool", "/usr/bin/tool", "/usr/bin/tool")]
    [InlineData("/opt/tool", "/usr/bin/tool", "/usr/bin/tool")]
    public void Links_are_followed_where_the_name_by_which_a_program_goes_stays(string path, string real, string told) =>
        (Plan("nice tool") with { Programs = Machine(word => word == "tool" ? new(path, real, Hash) : Found(word), "nice", "tool") }).Text.ShouldBe("nice " + told);

    [Theory]
    [InlineData("env tool x", "tool x")]
    [InlineData("nohup tool", "tool")]
    [InlineData("time tool", "tool")]
    [InlineData("nice", null)]
    [InlineData("nice tool", "tool")]
    [InlineData("nice tool 5 x", "tool 5 x")]
    [InlineData("nice -n -5 tool", "tool")]
    [InlineData("nice -n +19 tool", "tool")]
    [InlineData("timeout 5 tool", "tool")]
    [InlineData("timeout 123456d tool", "tool")]
    [InlineData("timeout 5s tool", "tool")]
    [InlineData("timeout 5m tool", "tool")]
    [InlineData("timeout 5h tool", "tool")]
    [InlineData("ionice tool", "tool")]
    [InlineData("ionice -c 2 -n 7 tool", "tool")]
    [InlineData("stdbuf -i 0 -o L -e 0 tool -o 0", "tool -o 0")]
    [InlineData("env", null)]
    [InlineData("env ''", null)]
    [InlineData("env -i tool", null)]
    [InlineData("env A=1 tool", null)]
    [InlineData("nice -n", null)]
    [InlineData("nice -n x tool", null)]
    [InlineData("nice -n 1x tool", null)]
    [InlineData("nice -n 100 tool", null)]
    [InlineData("nice -n 5", null)]
    [InlineData("timeout", null)]
    [InlineData("timeout 5", null)]
    [InlineData("timeout x tool", null)]
    [InlineData("timeout 1x tool", null)]
    [InlineData("timeout s tool", null)]
    [InlineData("timeout 5ms tool", null)]
    [InlineData("timeout 1234567 tool", null)]
    [InlineData("ionice -c 23 tool", null)]
    [InlineData("ionice -c x tool", null)]
    [InlineData("ionice -p 7 tool", null)]
    [InlineData("stdbuf -o 5 tool", null)]
    [InlineData("stdbuf -o", null)]
    [InlineData("stdbuf -o0 tool", null)]
    [InlineData("sudo tool", null)]
    public void What_stands_before_a_program_is_understood_in_full_or_not_at_all(string command, string? inner) =>
        (Wrappers.Unwrap(CommandLine.Read(command).Segments.Single().Argv) is { } argv ? string.Join(' ', argv) : null).ShouldBe(inner);

    [Fact]
    public void A_path_that_env_would_take_for_a_variable_is_not_run_by_another()
    {
        var plan = Plan("env tool") with { Programs = Machine(word => word == "tool" ? new("/opt/a=b/tool", "/opt/a=b/tool", Hash) : Found(word), "env", "tool") };
        plan.Problem().ShouldNotBeNull().ShouldContain("tool");
        (Plan("tool") with { Programs = plan.Programs }).Problem().ShouldBeNull("by itself it is run");
    }

    [Fact]
    public void Another_program_of_that_name_inside_is_another_run()
    {
        var plan = Plan("env tool");
        foreach (var other in new ResolvedProgram[] { new("/work/bin/tool", "/opt/bin/tool", Hash), new("/opt/bin/tool", "/work/tool", Hash), new("/opt/bin/tool", "/opt/bin/tool", new string('b', 64)) })
        {
            (plan with { Programs = Machine(word => word == "tool" ? other : Found(word), "env", "tool") }).Hash().ShouldNotBe(plan.Hash());
        }
    }

    [Theory]
    [InlineData("sudo tool")]
    [InlineData("env A=1 tool")]
    [InlineData("env -S 'tool x'")]
    [InlineData("timeout -s KILL 5 tool")]
    [InlineData("xargs tool")]
    [InlineData("find . -exec tool '{}' ';'")]
    [InlineData("busybox tool")]
    [InlineData("sh -c tool")]
    public void What_nobody_can_bind_is_always_asked_about_and_shown_as_open(string command)
    {
        var plan = Plan(command);
        var decision = ExecPolicy.Decide(
            plan, new ExecToolSettings("gateway", ExecSecurity.Allowlist, ExecAsk.OnMiss, null, SafeBinSettings.Resolve(null)), new ExecWish(),
            new ExecDocument(null, null, new Dictionary<string, ExecAgent> { ["*"] = new(new ExecDefaults(ExecSecurity.Full, ExecAsk.Off), [new("/**")]) }), isRemembered: false);
        decision.Outcome.ShouldBe(ExecOutcome.Ask);
        decision.Offer.Always.ShouldBeFalse();
        ProgramText.Of(plan)[0].ShouldEndWith(", which runs what it is told and looks that up when it starts");
    }

    [Fact]
    public void Behind_more_wrappers_than_are_looked_into_nobody_has_looked()
    {
        var plan = Plan("env nice nohup time timeout 5 stdbuf -o L tool");
        plan.Problem().ShouldBeNull();
        ProgramText.Of(plan).Single(static text => text.Contains("looks that up", StringComparison.Ordinal)).ShouldStartWith("/usr/bin/timeout, ");
    }

    [Theory]
    [InlineData("env nice nohup time tool", "tool", ProgramKind.Capable)]
    [InlineData("env nice nohup time timeout 5 tool", "tool", ProgramKind.Wrapper)]
    public void Four_wrappers_are_looked_into(string command, string inner, ProgramKind kind)
    {
        var effective = EffectiveProgram.Of(CommandLine.Read(command).Segments.Single().Argv, Plan(command));
        (effective.Argv[0], effective.Kind, effective.Program?.Path).ShouldBe((inner, kind, kind == ProgramKind.Wrapper ? null : "/opt/bin/tool"));
    }

    [Fact]
    public void A_wrapper_that_is_not_the_systems_own_is_the_one_that_is_open() => ProgramText.Of(Plan("./nice tool") with
    {
        Programs = Machine(word => word == "./nice" ? new("/work/nice", "/work/nice", Hash) : Found(word), "./nice", "tool"),
    }).ShouldBe(["/work/nice, which runs what it is told and looks that up when it starts", "/opt/bin/tool"]);

    [Fact]
    public void What_the_words_and_scripts_are_is_shown()
    {
        var plan = Plan("nice tool x.py") with { Files = [new BoundFile("/work/x.py", Hash, "x.py")] };
        ProgramText.Of(plan).ShouldBe(["/usr/bin/nice", "/opt/bin/tool", "script /work/x.py"]);
        ProgramText.Of(plan with { Programs = Machine(word => word == "tool" ? new("/bin/tool", "/opt/bin/tool", Hash) : Found(word), "nice", "tool") })[1].ShouldBe("/bin/tool (/opt/bin/tool)");
    }

    [Theory]
    [InlineData("node", "/home/ann/", "/home/ann/bin/tool", true)]
    [InlineData("node", "/home/ann", "/home/ann/bin/tool", true)]
    [InlineData("node", "/home/ann", "/home/anna/bin/tool", false)]
    [InlineData("node", "/home/*", "/home/ann/bin/tool", false)]
    [InlineData("node", "/home/x/../ann", "/home/ann/bin/tool", false)]
    [InlineData("node", "/", "/bin/tool", false)]
    [InlineData("node", null, "/home/ann/bin/tool", false)]
    [InlineData("gateway", "/home/ann", "/home/ann/bin/tool", false)]
    public void A_home_is_that_of_the_nodes_user_where_the_node_says_so(string host, string? home, string path, bool runs)
    {
        var plan = Plan("tool") with { Host = host, Home = home, Programs = Machine(_ => new(path, path, Hash), "tool") };
        var document = new ExecDocument(null, null, new Dictionary<string, ExecAgent> { ["main"] = new(new ExecDefaults(ExecSecurity.Allowlist, ExecAsk.Off), [new("~/bin/*")]) });
        ExecPolicy.Decide(plan, new ExecToolSettings(host, ExecSecurity.Allowlist, ExecAsk.Off, null, SafeBinSettings.Resolve([])), new ExecWish(), document, false)
            .Outcome.ShouldBe(runs ? ExecOutcome.Run : ExecOutcome.Refuse);
    }

    private static ExecPlan Plan(string command) => new()
    {
        Analysis = CommandLine.Read(command),
        Programs = Machine(Found, [.. CommandLine.Read(command).Segments.SelectMany(static segment => segment.Argv)]),
        Cwd = "/work",
        Environment = ExecEnvironment.Of([]),
        Host = "gateway",
        AgentId = "main",
        SessionKey = "agent:main:main",
        SessionId = "s1",
        AskedBy = "telegram:1",
    };

    private static Dictionary<string, ResolvedProgram> Machine(Func<string, ResolvedProgram> find, params string[] words) =>
        words.Distinct(StringComparer.Ordinal).ToDictionary(static word => word, find);

    private static ResolvedProgram Found(string word)
    {
        var path = word.StartsWith('/') ? word : word == "./tool" ? "/work/tool" : word == "tool" ? "/opt/bin/tool" : "/usr/bin/" + word;
        return new(path, path, Hash);
    }
}
