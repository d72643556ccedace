using System.Diagnostics;
using System.Text;
using Moltbot.Policy.Exec.Commands;
using Moltbot.TestSupport.Runs;

namespace Moltbot.Policy.Tests.Exec;

/// <summary>What is shown is what is approved is what runs; attacks E2 to E4 and E6.</summary>
public sealed class CommandLineTests
{
    private static readonly string[] Pieces =
    [
        "a", "b c", " ", "\t", "'", "\"", "\\", "$", "`", "$(x)", "*", "?", "[", "{", "}", "~", "#", "!", "=", "&", "&&", "||", "|", ";", "(", ")", "<", ">",
        "\n", "\r", "\u00a0", "\u202e", "é", "😀", "-", "--", "''", "\"\"", "'a b'", "\"c d\"", "\\ ", "\\'", "%", "^", "]", ",", ":", "@", "x=y", "1",
    ];

    [Theory]
    [InlineData("rg \"$(id)\"")]
    [InlineData("rg \"`id`\"")]
    [InlineData("rg \"$HOME\"")]
    [InlineData("echo \"a\\\" \"; rm -rf / #\"")]
    [InlineData("rg $HOME")]
    [InlineData("rg ${IFS}x")]
    [InlineData("head *")]
    [InlineData("head ?")]
    [InlineData("head [a-z]")]
    [InlineData("echo {a,b}")]
    [InlineData("cat ~/.ssh/id_rsa")]
    [InlineData("ls #hidden")]
    public void What_a_shell_would_expand_is_refused(string command) => CommandLine.Read(command).Ok.ShouldBeFalse();

    [Theory]
    [InlineData("ls > out")]
    [InlineData("ls < in")]
    [InlineData("ls 2>&1")]
    [InlineData("ls & rm x")]
    [InlineData("(rm x)")]
    [InlineData("rg `id`")]
    [InlineData("rg $(id)")]
    [InlineData("rg <(id)")]
    [InlineData("ls\nrm x")]
    [InlineData("ls\rrm x")]
    [InlineData("ls |& rm")]
    [InlineData("ls | ")]
    [InlineData("| ls")]
    [InlineData("ls ;; ls")]
    [InlineData("ls &&")]
    [InlineData("")]
    [InlineData("'' x")]
    [InlineData("ls 'unterminated")]
    [InlineData("ls x\\")]
    [InlineData("ls \\\n x")]
    [InlineData("ls\u00a0x")]
    [InlineData("ls\u2028x")]
    [InlineData("ls '\0'")]
    public void What_redirects_nests_or_hides_is_refused(string command) => CommandLine.Read(command).Ok.ShouldBeFalse();

    [Theory]
    [InlineData("|")]
    [InlineData(";")]
    [InlineData("&&")]
    public void More_programs_than_anybody_reads_are_refused(string link)
    {
        CommandLine.Read(string.Join(link, Enumerable.Repeat("ls", CommandLine.MaxPrograms))).Ok.ShouldBeTrue();
        CommandLine.Read(string.Join(link, Enumerable.Repeat("ls", CommandLine.MaxPrograms + 1))).Reason.ShouldBe("more than 64 programs");
    }

    [Fact]
    public void A_chain_keeps_every_program_and_what_links_them()
    {
        var read = CommandLine.Read("a 'x y' | b && c || d; e");

        read.Pipelines.Select(pipeline => pipeline.Link).ShouldBe([ChainLink.Always, ChainLink.OnSuccess, ChainLink.OnFailure, ChainLink.Always]);
        read.Segments.Select(segment => string.Join('+', segment.Argv)).ShouldBe(["a+x y", "b", "c", "d", "e"]);
    }

    [Fact]
    public void What_is_shown_reads_as_exactly_what_runs()
    {
        var random = new Random(1);
        for (var round = 0; round < LongRuns.Rounds(ordinary: 20_000, full: 1_000_000); round++)
        {
            string[] argv = ["p", .. Enumerable.Range(0, random.Next(4)).Select(_ => Words(random, 3).Replace("\n", "", StringComparison.Ordinal))];
            var shown = CommandText.Of(argv);
            CommandLine.Read(shown).Segments.ShouldHaveSingleItem(shown).Argv.ShouldBe(argv, shown);
        }
    }

    [Fact]
    public void A_chain_that_is_shown_reads_as_the_same_chain()
    {
        var random = new Random(2);
        int rounds = LongRuns.Rounds(ordinary: 20_000, full: 1_000_000), read = 0;
        for (var round = 0; round < rounds; round++)
        {
            if (CommandLine.Read("p " + Words(random, 8)) is not { Ok: true } once)
            {
                continue;
            }

            read++;
            var twice = CommandLine.Read(CommandText.Of(once.Pipelines));
            twice.Pipelines.Select(pipeline => pipeline.Link).ShouldBe(once.Pipelines.Select(pipeline => pipeline.Link));
            twice.Segments.Select(segment => segment.Argv).ShouldBe(once.Segments.Select(segment => segment.Argv));
        }

        read.ShouldBeGreaterThan(rounds / 40);
    }

    /// <summary>
    /// A real shell is given what was accepted, with functions for programs that tell their arguments: it must start the same programs
    /// with the same arguments in the same order of chains.
    /// </summary>
    [Fact]
    public async Task A_shell_would_read_every_accepted_command_the_same_way()
    {
        var random = new Random(3);
        var accepted = new List<(string Command, ExecAnalysis Read)>();
        int wanted = LongRuns.Rounds(ordinary: 1_500, full: 100_000);
        for (var tries = 0; accepted.Count < wanted && tries < wanted * 1_000; tries++)
        {
            var command = string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => $"{Program(random)} {Words(random, 4)}"));
            if (CommandLine.Read(command) is { Ok: true } read && read.Segments.All(segment => segment.Program is "t" or "f"))
            {
                accepted.Add((command, read));
            }
        }

        accepted.Count.ShouldBe(wanted);

        // One write each: programs of one pipeline tell at the same time, and their records must not mix.
        var script = new StringBuilder("end=$(printf '\\002')\ntell() { printf '%s\\001' \"$@\" \"$end\" >&3; }\nt() { tell t \"$@\"; }\nf() { tell f \"$@\"; return 1; }\n");
        foreach (var (command, _) in accepted)
        {
            script.Append(command).Append("\nprintf '\\003' >&3\n");
        }

        var told = (await Shell(script.ToString())).Split('\u0003');
        for (var i = 0; i < accepted.Count; i++)
        {
            // Programs of one pipeline run at the same time.
            var seen = told[i].Split("\u0002\u0001", StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal);
            seen.ShouldBe(Started(accepted[i].Read).Select(argv => string.Concat(argv.Select(word => word + "\u0001"))).Order(StringComparer.Ordinal), accepted[i].Command);
        }
    }

    private static IEnumerable<IReadOnlyList<string>> Started(ExecAnalysis read)
    {
        var succeeded = true;
        foreach (var pipeline in read.Pipelines)
        {
            if (pipeline.Link == ChainLink.Always || (pipeline.Link == ChainLink.OnSuccess) == succeeded)
            {
                foreach (var segment in pipeline.Segments)
                {
                    yield return segment.Argv;
                }

                succeeded = pipeline.Segments[^1].Program == "t";
            }
        }
    }

    private static string Program(Random random) => random.Next(2) == 0 ? "t" : "f";

    private static string Words(Random random, int most) =>
        string.Concat(Enumerable.Range(0, random.Next(most)).Select(_ => random.Next(3) == 0 ? " " : Pieces[random.Next(Pieces.Length)]));

    private static async Task<string> Shell(string script)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, script);
            using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", ". \"$0\" 3>&1 >/dev/null 2>&1", file])
            {
                RedirectStandardOutput = true,
                RedirectStandardInput = true,
                StandardOutputEncoding = Encoding.UTF8,
                WorkingDirectory = "/",
            })!;
            shell.StandardInput.Close();
            var told = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
            return told;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
