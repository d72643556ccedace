using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.System.Tests.Support;
using Moltbot.System.Tests.Tools;
using Moltbot.TestSupport.Gateway;

namespace Moltbot.System.Tests.Attacks;

/// <summary>A model tries what a list of programs, or a person's word, was not meant to allow (E5, E8, E13).</summary>
public sealed class CommandListAttackTests(AttackedTools attacked) : IClassFixture<AttackedTools>
{
    private const string NoSandboxes = "bubblewrap is not installed (Debian: apt-get install bubblewrap)";

    public static bool HasSandboxes => RunnerProcess.HasSandboxes;

    /// <summary>E13: a pattern is a path, in which three signs mean more than themselves and all others nothing else.</summary>
    [Theory(SkipUnless = nameof(HasSandboxes), Skip = NoSandboxes)]
    [InlineData("touch")]
    [InlineData("*")]
    [InlineData("/usr/*")]
    [InlineData("/usr/bin/t?ch")]
    [InlineData("/usr/bin/tou")]
    [InlineData("/usr/bin/[s-u]ouch")]
    [InlineData("/usr/bin/[[:alpha:]]ouch")]
    [InlineData("/usr/bin/{ls,touch}")]
    [InlineData("/usr/bin/(touch)")]
    [InlineData("/usr/bin/touch/**")]
    [InlineData("/workspace/../usr/bin/to.*")]
    public async Task A_pattern_lets_nothing_run_that_it_does_not_say(string pattern)
    {
        await List(pattern);

        (await Run("touch taken")).ShouldContain("exec denied");

        Made("taken").ShouldBe(0);
        await List("/usr/bin/to?ch");
        await Run("touch said");
        Made("said").ShouldBe(1);
    }

    /// <summary>E5: what runs whatever it is told is within no list, however it is spelled and whatever stands before it.</summary>
    [Theory(SkipUnless = nameof(HasSandboxes), Skip = NoSandboxes)]
    [InlineData("sh -c 'touch taken'")]
    [InlineData("/usr/bin/bash -c 'touch taken'")]
    [InlineData("env sh -c 'touch taken'")]
    [InlineData("env -S 'sh -c \"touch taken\"'")]
    [InlineData("nice nohup timeout 5 sh -c 'touch taken'")]
    [InlineData("setsid touch taken")]
    [InlineData("find . -maxdepth 0 -exec touch taken ;")]
    [InlineData("xargs touch taken")]
    [InlineData("perl -e 'system(\"touch taken\")'")]
    [InlineData("python3 -c 'open(\"taken\",\"w\")'")]
    [InlineData("awk 'BEGIN{system(\"touch taken\")}'")]
    [InlineData("/lib64/ld-linux-x86-64.so.2 /usr/bin/touch taken")]
    [InlineData("./script")]
    public async Task What_runs_whatever_it_is_told_is_within_no_list(string command)
    {
        await List("/usr/bin/*", "/bin/*", "/workspace/*", "/lib64/*", "/usr/lib*/**");
        await attacked.Write("script", "#!/bin/sh\ntouch taken\n", AttackedTools.Listed);

        (await Run(command)).ShouldContain("exec denied");

        Made("taken").ShouldBe(0);
        await Run("touch listed");
        Made("listed").ShouldBe(1, "the list holds, and its session's sandbox is the one that is looked at");
    }

    /// <summary>E5: "always" said of a shell is no word about whatever else it might run, nor for the next conversation.</summary>
    [Fact(SkipUnless = nameof(HasSandboxes), Skip = NoSandboxes)]
    public async Task Always_said_of_a_shell_allows_no_other_command_and_no_other_session()
    {
        await using GatewayTestClient owner = await attacked.System.Connect("owner");
        await List();
        (await Answered(owner, "sh -c 'touch always'", "allow-always")).ShouldNotContain("did not run");
        Made("always").ShouldBe(1);

        await Answered(owner, "sh -c 'touch taken'", "deny");
        await Answered(owner, "sh -c 'touch always'", "deny", "agent:asked:another");

        Made("taken").ShouldBe(0);
        Made("always").ShouldBe(1);
        JsonElement file = (await owner.CallAsync("exec.approvals.get")).GetProperty("file");
        file.GetRawText().ShouldNotContain("/sh");
    }

    /// <summary>E8: what a person allowed is what they were shown; a script or a program that is another one since does not run.</summary>
    [Theory(SkipUnless = nameof(HasSandboxes), Skip = NoSandboxes)]
    [InlineData("sh job")]
    [InlineData("./job")]
    public async Task A_script_that_is_another_one_since_it_was_shown_does_not_run(string command)
    {
        await using GatewayTestClient owner = await attacked.System.Connect("owner");
        const string Shown = "#!/bin/sh\ntouch shown\n";
        await attacked.Write("job", Shown, AttackedTools.Asked);
        string job = Directory.GetFiles(attacked.Sandboxes, "job", SearchOption.AllDirectories).ShouldHaveSingleItem();
        File.SetUnixFileMode(job, File.GetUnixFileMode(job) | UnixFileMode.UserExecute);

        string told = await Answered(owner, command, "allow-once", meanwhile: () => File.WriteAllText(job, "#!/bin/sh\ntouch taken\n"));

        told.ShouldContain("did not run");
        (Made("taken"), Made("shown")).ShouldBe((0, 0));
        File.WriteAllText(job, Shown);
        await Answered(owner, command, "allow-once");
        Made("shown").ShouldBe(1);
        File.Delete(Path.Combine(Path.GetDirectoryName(job)!, "shown"));
    }

    private Task<string> Run(string command) => attacked.Call("exec", new JsonObject { ["command"] = command }, AttackedTools.Listed);

    /// <summary>Has the model call, a person answer, and what comes between; answers what the model was told.</summary>
    private async Task<string> Answered(GatewayTestClient owner, string command, string decision, string session = AttackedTools.Asked, Action? meanwhile = null)
    {
        Task<string> call = attacked.Call("exec", new JsonObject { ["command"] = command }, session);
        JsonElement asked = (await owner.EventAsync("exec.approval.requested")).Payload;
        meanwhile?.Invoke();
        await owner.CallAsync("exec.approval.resolve", new JsonObject { ["id"] = asked.GetProperty("id").GetString(), ["decision"] = decision });
        return await call;
    }

    /// <summary>Says what may run without anybody being asked.</summary>
    private async Task List(params string[] patterns)
    {
        JsonElement known = await attacked.Operator.CallAsync("exec.approvals.get");
        var list = new JsonArray([.. patterns.Select(static pattern => new JsonObject { ["pattern"] = pattern })]);
        await attacked.Operator.CallAsync("exec.approvals.set", new JsonObject
        {
            ["baseHash"] = known.GetProperty("hash").GetString(),
            ["file"] = new JsonObject { ["version"] = 1, ["agents"] = new JsonObject { ["listed"] = new JsonObject { ["allowlist"] = list } } },
        });
    }

    private int Made(string file) => Directory.GetFiles(attacked.Sandboxes, file, SearchOption.AllDirectories).Length;
}
