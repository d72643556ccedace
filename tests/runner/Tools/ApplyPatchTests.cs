using Moltbot.Protocol.Runners;
using Moltbot.Runner.Tests.Support;

namespace Moltbot.Runner.Tests.Tools;

/// <summary>Several files at once, or none; attacks F1 and F2.</summary>
public sealed class ApplyPatchTests
{
    [Fact]
    public async Task Files_are_made_changed_moved_and_deleted()
    {
        using Bench bench = new();
        await bench.Shell("printf 'one\\ntwo\\n' >changed; printf 'one\\ntwo\\n' >moved; chmod 750 moved; echo >gone; echo 'a b' >'with blank'");

        ToolRunResult result = await Patch(bench, """
            *** Begin Patch
            *** Add File: new/deep/file.txt
            +it's $HOME `x`
            *** Update File: changed
            @@
             one
            -two
            +2
            *** Update File: moved
            *** Move to: new/moved
            @@
            -one
            +1
            *** Update File: with blank
            *** Move to: renamed
            *** Delete File: gone
            *** End Patch
            """);

        (result.IsError, result.Text).ShouldBe((false, """
            Success. Updated the following files:
            A /workspace/new/deep/file.txt
            M /workspace/changed
            M /workspace/moved -> /workspace/new/moved
            M /workspace/with blank -> /workspace/renamed
            D /workspace/gone
            """));
        (await bench.Shell("for each in $(find . -type f | LC_ALL=C sort); do echo \"$each $(stat -c %a $each)\"; cat $each; done")).ShouldBe(
            "./changed 644\none\n2\n./new/deep/file.txt 644\nit's $HOME `x`\n./new/moved 750\n1\ntwo\n./renamed 644\na b\n");
    }

    /// <summary>All changes are looked at before the first one is made, and every file again before the first one moves.</summary>
    [Theory]
    [InlineData("*** Update File: b\n@@\n-other\n+2", "/workspace/b, change 1")]
    [InlineData("*** Update File: missing\n@@\n-1\n+2", "/workspace/missing")]
    [InlineData("*** Add File: b\n+2", "/workspace/b is there already")]
    [InlineData("*** Add File: link\n+2", "/workspace/link is there already")]
    [InlineData("*** Delete File: missing", "/workspace/missing")]
    [InlineData("*** Delete File: folder", "/workspace/folder is a folder")]
    [InlineData("*** Update File: b\n*** Move to: c", "/workspace/c is there already")]
    [InlineData("*** Add File: b/under\n+2", "/workspace/b/under")]
    [InlineData("*** Delete File: a", "/workspace/a is named twice")]
    [InlineData("*** Add File: new\n+2\n*** Add File: new/under\n+2", "cannot be a file and a folder")]
    [InlineData("*** Update File: binary\n@@\n-1\n+2", "/workspace/binary is no UTF-8 text")]
    public async Task Where_one_does_not_fit_none_is_made(string section, string said)
    {
        using Bench bench = new();
        await bench.Shell("echo 1 >a; echo 1 >b; echo 1 >c; mkdir folder; ln -s nowhere link; printf '1\\n\\377' >binary");

        ToolRunResult result = await Patch(bench, $"*** Begin Patch\n*** Update File: a\n@@\n-1\n+2\n{section}\n*** End Patch");

        (result.IsError, result.Outcome).ShouldBe((true, ToolOutcomes.Done));
        result.Text.ShouldContain(said);
        result.Text.ShouldEndWith("Nothing was changed.");
        (await bench.Shell("cat a b c; find . -type f | LC_ALL=C sort | tr '\\n' ' '")).ShouldBe("1\n1\n1\n./a ./b ./binary ./c ");
    }

    [Theory]
    [InlineData("*** Add File: ../out\n+x")]
    [InlineData("*** Add File: /etc/out\n+x")]
    [InlineData("*** Delete File: /workspace/../etc/passwd")]
    [InlineData("*** Update File: a\n*** Move to: /tmp/out")]
    [InlineData("*** Update File: a\n*** Move to: .")]
    public async Task A_path_that_leads_elsewhere_is_refused(string section)
    {
        using Bench bench = new();
        await bench.Shell("echo 1 >a");

        (await Patch(bench, $"*** Begin Patch\n{section}\n*** End Patch")).Outcome.ShouldBe(ToolOutcomes.Refused);
        (await bench.Shell("ls")).ShouldBe("a\n");
    }

    [Fact]
    public async Task A_link_leads_nowhere()
    {
        using Bench bench = new();
        await File.WriteAllTextAsync(Path.Combine(bench.State, "secret"), "1\n", TestContext.Current.CancellationToken);
        await bench.Shell($"ln -s {bench.State} out; ln -s /tmp tmp; ln -s {bench.State}/secret file");

        foreach (string section in new[] { "*** Add File: out/planted\n+x", "*** Add File: tmp/planted\n+x", "*** Update File: out/secret\n@@\n-1\n+2", "*** Update File: file\n@@\n-1\n+2", "*** Delete File: out/secret" })
        {
            (await Patch(bench, $"*** Begin Patch\n{section}\n*** End Patch")).IsError.ShouldBeTrue(section);
        }

        Directory.EnumerateFileSystemEntries(bench.State).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(["secret", "workspaces"]);
        (await File.ReadAllTextAsync(Path.Combine(bench.State, "secret"), TestContext.Current.CancellationToken)).ShouldBe("1\n");
    }

    [Fact]
    public async Task Who_may_only_read_changes_nothing()
    {
        using Bench bench = new();
        ToolRunResult result = await bench.Run("apply_patch", new { input = "*** Begin Patch\n*** Add File: a\n+x\n*** End Patch" }, Bench.Context with { WorkspaceAccess = "ro" });

        result.Outcome.ShouldBe(ToolOutcomes.Refused);
    }

    [Fact]
    public async Task A_patch_that_goes_on_for_ever_is_refused()
    {
        using Bench bench = new();
        string sections = string.Concat(Enumerable.Range(0, 33).Select(static number => $"*** Add File: f{number}\n+x\n"));
        string changes = string.Concat(Enumerable.Repeat("@@\n+x\n", 501));

        (await Patch(bench, $"*** Begin Patch\n{sections}*** End Patch")).Outcome.ShouldBe(ToolOutcomes.Refused);
        (await Patch(bench, $"*** Begin Patch\n*** Update File: a\n{changes}*** End Patch")).Outcome.ShouldBe(ToolOutcomes.Refused);
        (await Patch(bench, $"*** Begin Patch\n*** Add File: a\n+{new string('x', 1 << 20)}\n*** End Patch")).Text.ShouldContain("too long");
        Directory.EnumerateFileSystemEntries(bench.Workspace).ShouldBeEmpty();
    }

    private static Task<ToolRunResult> Patch(Bench bench, string input) => bench.Run("apply_patch", new { input });
}
