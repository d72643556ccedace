using Moltbot.Policy.Exec.Allowlists;
using Moltbot.Policy.Exec.Commands;
using Moltbot.Policy.Exec.Programs;
using Moltbot.Policy.Exec.SafeBins;
using Moltbot.TestSupport.Runs;

namespace Moltbot.Policy.Tests.Exec;

/// <summary>What a list allows; attacks E1, E5 and E13.</summary>
public sealed class AllowlistTests
{
    private static readonly AllowlistRules Everything = new([new AllowlistEntry("/**")], SafeBinSettings.Resolve(null));

    [Theory]
    [InlineData("sort --compress-prog=sh")]
    [InlineData("sort --compress-program=sh")]
    [InlineData("sort --outp=x")]
    [InlineData("sort -ox")]
    [InlineData("sort -o x")]
    [InlineData("sort -no x")]
    [InlineData("sort -n -o x")]
    [InlineData("sort --files0-from=x")]
    [InlineData("sort -T /tmp")]
    [InlineData("sort -S 1")]
    [InlineData("sort --rever")]
    [InlineData("sort x")]
    [InlineData("grep -f/etc/passwd")]
    [InlineData("grep -rf/etc/passwd x")]
    [InlineData("grep --fil=x y")]
    [InlineData("grep -r x")]
    [InlineData("grep --recursive x")]
    [InlineData("grep x y")]
    [InlineData("grep -e x y")]
    [InlineData("grep x -r")]
    [InlineData("grep -P x")]
    [InlineData("head x")]
    [InlineData("head -n 5 x")]
    [InlineData("head -n x")]
    [InlineData("tail -f")]
    [InlineData("tail --follow")]
    [InlineData("tail --pid=1")]
    [InlineData("wc --files0-from=-")]
    [InlineData("uniq in out")]
    [InlineData("uniq - out")]
    [InlineData("cut -d: -f1 x")]
    [InlineData("cut --f=1")]
    [InlineData("jq . x")]
    [InlineData("jq -f x")]
    [InlineData("jq --from-file x")]
    [InlineData("jq -L . x")]
    [InlineData("jq --slurpfile a /etc/passwd .")]
    [InlineData("jq --rawfile a /etc/passwd .")]
    [InlineData("jq env")]
    [InlineData("jq '.a | $ENV'")]
    [InlineData("jq '\"\\(env)\"'")]
    [InlineData("jq 'import \"x\" as $x; 1'")]
    [InlineData("jq 'include \"x\"; 1'")]
    [InlineData("tr a b c")]
    [InlineData("/bin/head")]
    [InlineData("./head")]
    [InlineData("awk 1")]
    public void A_safe_bin_is_one_within_its_grammar_only(string command) =>
        Judge(command, new AllowlistRules([], SafeBinSettings.Resolve(["awk", .. SafeBinSettings.Default]))).ShouldBeFalse();

    [Theory]
    [InlineData("sort -t: -k2,2nr -u")]
    [InlineData("sort --key=1 --reverse")]
    [InlineData("grep -in -m 3 'a b'")]
    [InlineData("grep -e x -e y -")]
    [InlineData("grep -- -x")]
    [InlineData("head -5")]
    [InlineData("head -n5")]
    [InlineData("tail -n +2")]
    [InlineData("cut -d ' ' -f 1,3-")]
    [InlineData("uniq -c")]
    [InlineData("wc -l")]
    [InlineData("tr -d '\\n'")]
    [InlineData("tr a-z A-Z")]
    [InlineData("jq -r '.items[] | .name'")]
    [InlineData("jq --arg a b .x")]
    public void What_reads_its_input_and_writes_its_output_is_safe(string command) =>
        Judge(command, new AllowlistRules([], SafeBinSettings.Resolve(null))).ShouldBeTrue();

    [Theory]
    [InlineData("sh -c 'rm x'")]
    [InlineData("/bin/bash x.sh")]
    [InlineData("python3.11 x.py")]
    [InlineData("busybox sh")]
    [InlineData("env sh -c x")]
    [InlineData("env A=1 rg x")]
    [InlineData("env -i rg x")]
    [InlineData("env env env env env env rg x")]
    [InlineData("nice -n 5 python x")]
    [InlineData("nice sudo rg")]
    [InlineData("timeout 5 sh")]
    [InlineData("timeout -s KILL 5 rg x")]
    [InlineData("/usr/bin/env rg x")]
    [InlineData("stdbuf -o0 rg x")]
    [InlineData("sudo rg x")]
    [InlineData("xargs rg")]
    [InlineData("find . -exec rm '{}' +")]
    [InlineData("/lib64/ld-linux-x86-64.so.2 /bin/rg")]
    [InlineData("awk 1")]
    [InlineData("ssh host ls")]
    [InlineData("rg x | sh")]
    [InlineData("rg x && node y")]
    public void What_runs_anything_is_allowed_by_no_list(string command)
    {
        Judge(command, Everything).ShouldBeFalse();
        ExecAllowlist.PathsToRemember(CommandLine.Read(command), Machine.Any).ShouldBeNull();
    }

    [Theory]
    [InlineData("git status")]
    [InlineData("tar -tf -")]
    [InlineData("make x")]
    [InlineData("rg --pre sh x")]
    [InlineData("curl x")]
    [InlineData("env git status")]
    [InlineData("/opt/x/tool a")]
    [InlineData("tool a")]
    [InlineData("sort x")]
    [InlineData("ls | tee x")]
    public void What_may_run_others_is_added_to_no_list(string command)
    {
        Judge(command, Everything).ShouldBeTrue();
        ExecAllowlist.PathsToRemember(CommandLine.Read(command), Machine.Any).ShouldBeNull();
    }

    [Theory]
    [InlineData("nice -n 5 ls x", "/bin/ls")]
    [InlineData("/usr/bin/cat x", "/usr/bin/cat")]
    [InlineData("env ls", "/bin/ls")]
    [InlineData("timeout 5m nice ls | wc", "/bin/ls /bin/wc")]
    [InlineData("cat a && ls", "/bin/cat /bin/ls")]
    public void Always_adds_what_does_its_own_work_without_what_stands_before_it(string command, string paths)
    {
        Judge(command, Everything).ShouldBeTrue();
        ExecAllowlist.PathsToRemember(CommandLine.Read(command), Machine.Any)!.ShouldBe(paths.Split(' '));
    }

    [Fact]
    public void A_script_and_a_hidden_shell_are_added_to_no_list()
    {
        var read = CommandLine.Read("ls x");
        ExecAllowlist.PathsToRemember(read, new Machine(_ => new ResolvedProgram("/bin/ls", "/bin/ls", Interpreter: "/bin/sh"))).ShouldBeNull();
        ExecAllowlist.PathsToRemember(read, new Machine(_ => new ResolvedProgram("/bin/ls", "/bin/dash"))).ShouldBeNull();
        ExecAllowlist.PathsToRemember(read, new Machine(_ => null)).ShouldBeNull();
        ExecAllowlist.PathsToRemember(CommandLine.Read("ls $(x)"), Machine.Any).ShouldBeNull("nobody could read it");
        ExecAllowlist.PathsToRemember(read, new Machine(_ => new ResolvedProgram("/bin/*", "/bin/*"))).ShouldBeNull();
        ExecAllowlist.Evaluate(read, Everything, new Machine(_ => new ResolvedProgram("/opt/ls", "/bin/dash"))).Satisfied.ShouldBeFalse();
    }

    [Theory]
    [InlineData("/opt/x|/bin/sh", "/bin/sh")]
    [InlineData("/usr/bin/python3.11", "/usr/bin/python3x11")]
    [InlineData("/opt/a+", "/opt/aaa")]
    [InlineData("/usr/bin/[a-z]s", "/usr/bin/ls")]
    [InlineData("/usr/bin/[[:alpha:]]s", "/usr/bin/ls")]
    [InlineData("/usr/bin/*", "/usr/bin/x/y")]
    [InlineData("/usr/bin?x", "/usr/bin/x")]
    [InlineData("/usr/bin/**", "/usr/bin/../../tmp/x")]
    [InlineData("/usr/bin/**", "/usr/bin/./x")]
    [InlineData("/usr/bin/**", "/usr/bin//x")]
    [InlineData("*", "/bin/x")]
    [InlineData("**", "/bin/x")]
    [InlineData("x", "/bin/x")]
    [InlineData("/", "/bin/x")]
    [InlineData("~/x", "/bin/x")]
    [InlineData("/bin/x", "x")]
    [InlineData("**/x", "x")]
    [InlineData("/a\\b", "/a/b")]
    public void A_pattern_matches_no_more_than_it_says(string pattern, string path) => new PathPattern(pattern).Matches(path).ShouldBeFalse();

    [Fact]
    public void A_pattern_matches_what_the_plain_model_of_it_matches()
    {
        var random = new Random(4);
        int rounds = LongRuns.Rounds(ordinary: 50_000, full: 1_000_000), matched = 0;
        for (var round = 0; round < rounds; round++)
        {
            var pattern = "/" + Some(random, "ab/*?.[|", 6);
            var path = "/" + Some(random, "ab/.[|", 5);
            var expected = CanonicalPath.Of(path) is not null && Model(pattern, path);
            new PathPattern(pattern).Matches(path).ShouldBe(expected, $"{pattern} {path}");
            matched += expected ? 1 : 0;
        }

        matched.ShouldBeGreaterThan(rounds / 100);
    }

    /// <summary>By the definition, with backtracking.</summary>
    private static bool Model(string pattern, string text)
    {
        if (pattern.Length == 0)
        {
            return text.Length == 0;
        }

        if (pattern.StartsWith("**", StringComparison.Ordinal))
        {
            return Enumerable.Range(0, text.Length + 1).Any(taken => Model(pattern[2..], text[taken..]));
        }

        if (pattern[0] == '*')
        {
            return Enumerable.Range(0, text.Length + 1).TakeWhile(taken => taken == 0 || text[taken - 1] != '/').Any(taken => Model(pattern[1..], text[taken..]));
        }

        return text.Length > 0 && (pattern[0] == '?' ? text[0] != '/' : pattern[0] == text[0]) && Model(pattern[1..], text[1..]);
    }

    private static string Some(Random random, string letters, int most) =>
        new([.. Enumerable.Range(0, random.Next(most + 1)).Select(_ => letters[random.Next(letters.Length)])]);

    private static bool Judge(string command, AllowlistRules rules)
    {
        var read = CommandLine.Read(command);
        return read.Ok && ExecAllowlist.Evaluate(read, rules, Machine.Any).Satisfied;
    }

    private sealed class Machine(Func<string, ResolvedProgram?> find) : IProgramFinder
    {
        public static Machine Any { get; } = new(word => new ResolvedProgram(Of(word), Of(word)));

        public ResolvedProgram? Find(string word) => find(word);

        private static string Of(string word) => word.StartsWith('/') ? word : word.StartsWith("./", StringComparison.Ordinal) ? "/work" + word[1..] : "/bin/" + word;
    }
}
