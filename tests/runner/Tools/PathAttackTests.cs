using Moltbot.Protocol.Runners;
using Moltbot.Runner.Tests.Sandboxes;
using Moltbot.Runner.Tests.Support;
using Moltbot.TestSupport.Time;

namespace Moltbot.Runner.Tests.Tools;

/// <summary>What a model, or a program in the sandbox, tries to make of a path; attacks F1 and F2.</summary>
public class PathAttackTests : SandboxSuite
{
    private const string Secret = "moltbot-canary-19af";

    private protected override bool IsLongOfContainers => true;

    [Theory]
    [InlineData("../secret")]
    [InlineData("a/../../secret")]
    [InlineData("/workspace/../etc/passwd")]
    [InlineData("/workspace2/x")]
    [InlineData("/etc/passwd")]
    [InlineData("/proc/self/environ")]
    [InlineData("/dev/stdin")]
    [InlineData("/tmp/x")]
    [InlineData("//etc/passwd")]
    [InlineData("~root/x/../../../etc/passwd")]
    [InlineData("x\ny")]
    [InlineData("x\0y")]
    [InlineData(" ")]
    public async Task A_path_that_leads_elsewhere_is_refused_by_every_tool(string path)
    {
        using Bench bench = On();
        (await bench.Run("read", new { path })).Outcome.ShouldBe("refused");
        (await bench.Run("write", new { path, content = "x" })).Outcome.ShouldBe("refused");
        (await bench.Run("edit", new { path, oldText = "a", newText = "b" })).Outcome.ShouldBe("refused");
        (await bench.Run("exec", new { command = "true", workdir = path })).Outcome.ShouldBe("refused");
    }

    /// <summary>F2: links that a sandboxed program left lead to nothing of the host, and not even to other parts of the sandbox.</summary>
    [Fact]
    public async Task A_link_leads_nowhere()
    {
        using Bench bench = On();
        string outside = Path.Combine(bench.State, "secret");
        await File.WriteAllTextAsync(outside, Secret, TestContext.Current.CancellationToken);
        await bench.Shell($"ln -s {outside} file; ln -s {bench.State} folder; ln -s / root; ln -s /usr/bin/env program; ln -s /usr/lib/os-release text; ln -s /proc/self/environ environ; ln -s loop loop; ln -s /dev/zero zero; echo own >own; ln -s own near");

        foreach (string path in new[] { "file", "folder/secret", "root/etc/ld.so.cache", "root/proc/1/environ", "program", "text", "root/usr/lib/os-release", "environ", "loop", "zero", "root/workspace/../etc/ld.so.cache" })
        {
            ToolRunResult read = await bench.Run("read", new { path });
            read.IsError.ShouldBeTrue(path);
            read.Text.ShouldNotContain(Secret);
            (await bench.Run("edit", new { path, oldText = "a", newText = "b" })).IsError.ShouldBeTrue(path);
        }

        foreach (string path in new[] { "folder/planted", "root/tmp/planted", "root/dev/shm/planted" })
        {
            (await bench.Run("write", new { path, content = "x" })).IsError.ShouldBeTrue(path);
        }

        (await File.ReadAllTextAsync(outside, TestContext.Current.CancellationToken)).ShouldBe(Secret);
        bench.Entries.ShouldBe(["secret", "workspaces"]);

        // Within the workspace a link is a name like another; writing puts a file in its place.
        (await bench.Run("read", new { path = "near" })).Text.ShouldBe("own\n");
        (await bench.Run("write", new { path = "file", content = "mine" })).IsError.ShouldBeFalse();
        (await File.ReadAllTextAsync(outside, TestContext.Current.CancellationToken)).ShouldBe(Secret);
        new FileInfo(Path.Combine(bench.Workspace, "file")).LinkTarget.ShouldBeNull();
    }

    /// <summary>F2: a program that swaps a folder for a link all the time wins nothing, however often it wins the race.</summary>
    [Fact]
    public async Task A_folder_that_becomes_a_link_meanwhile_leads_nowhere()
    {
        using Bench bench = On();
        string outside = Directory.CreateDirectory(Path.Combine(bench.State, "outside")).FullName;
        await File.WriteAllTextAsync(Path.Combine(outside, "file"), Secret, TestContext.Current.CancellationToken);
        await bench.Shell($"mkdir real; echo own >real/file; ln -s {outside} fake; ln -s real folder");
        Task<string> said = new Fifo(bench.Workspace, "begun").Said();
        using var cancel = new CancellationTokenSource();
        Task<ToolRunResult> swapping = bench.Executor.Run(
            bench.Call("exec", new { command = $"echo >begun; while :; do ln -sfnT {outside} folder; ln -sfnT real folder; done" }), cancel.Token);
        await said.InTime();

        for (int round = 0; round < (IsOfContainers ? 5 : 20); round++)
        {
            (await bench.Run("read", new { path = "folder/file" })).Text.ShouldNotContain(Secret);
            await bench.Run("write", new { path = "folder/file", content = "own\n" });
        }

        await cancel.CancelAsync();
        await swapping.InTime();
        Directory.EnumerateFileSystemEntries(outside).Select(Path.GetFileName).ShouldBe(["file"]);
        (await File.ReadAllTextAsync(Path.Combine(outside, "file"), TestContext.Current.CancellationToken)).ShouldBe(Secret);
    }

    /// <summary>F2: a second name for a file of the host cannot be made, so none can be written through.</summary>
    [Fact]
    public async Task No_hard_link_to_a_file_of_the_host_can_be_made()
    {
        using Bench bench = On();
        (await bench.Shell("for each in /usr/bin/env /etc/ld.so.cache /proc/self/environ; do ln $each x 2>/dev/null && echo linked; done; ls")).ShouldBe("(no output)");
    }

    [Theory]
    [InlineData("-rf")]
    [InlineData("--help")]
    [InlineData("--reference=x")]
    [InlineData("$(touch planted)")]
    [InlineData("`touch planted`")]
    [InlineData("'; touch planted; '")]
    [InlineData("a b*?[x]")]
    public async Task A_name_is_a_name_whatever_it_says(string name)
    {
        using Bench bench = On();
        (await bench.Run("write", new { path = name, content = "one" })).IsError.ShouldBeFalse();
        (await bench.Run("edit", new { path = name, oldText = "one", newText = "two" })).IsError.ShouldBeFalse();
        (await bench.Run("read", new { path = name })).Text.ShouldBe("two");

        Directory.EnumerateFileSystemEntries(bench.Workspace).Select(Path.GetFileName).ShouldBe([name]);
    }

    /// <summary>F1: no id of a call becomes a path.</summary>
    [Theory]
    [InlineData("../other", "main")]
    [InlineData("default", "..")]
    [InlineData("default", "a/b")]
    [InlineData("", "main")]
    [InlineData("default", "")]
    [InlineData("Default", "main")]
    [InlineData("default", "x\0")]
    public async Task An_id_that_is_no_name_is_refused(string tenant, string agent)
    {
        using Bench bench = On();
        (await bench.Run("write", new { path = "x", content = "x" }, Bench.Context with { Tenant = tenant, AgentId = agent })).Outcome.ShouldBe("refused");
        Directory.EnumerateFileSystemEntries(bench.State).ShouldBeEmpty();
    }

    /// <summary>F1: a sandbox's key is any text, and two of them never share a folder.</summary>
    [Fact]
    public async Task A_sandboxes_key_is_no_path()
    {
        using Bench bench = On();
        foreach (string key in new[] { "../../x", "a/b", "agent:main", "Agent:main", "agent:main ", new string('k', 5000) })
        {
            (await bench.Run("write", new { path = "x", content = key }, Bench.Context with { WorkspaceAccess = "none", SandboxKey = key })).IsError.ShouldBeFalse();
        }

        string[] folders = Directory.GetDirectories(Path.Combine(bench.State, "sandboxes"));
        folders.Length.ShouldBe(6);
        folders.ShouldAllBe(static folder => Path.GetFileName(folder).Length == 64);
        bench.Entries.ShouldBe(["sandboxes"]);
    }
}
