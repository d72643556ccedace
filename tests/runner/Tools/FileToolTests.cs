using System.Text;
using Moltbot.Protocol.Runners;
using Moltbot.Runner.Tests.Sandboxes;
using Moltbot.Runner.Tests.Support;

namespace Moltbot.Runner.Tests.Tools;

/// <summary>Reading, writing and editing files.</summary>
public class FileToolTests : SandboxSuite
{
    private protected override bool IsLongOfContainers => true;

    [Fact]
    public async Task What_was_written_is_read_back_and_edited()
    {
        using Bench bench = On();
        const string Text = "Grüße 👋\n\"quotes\" $HOME `x` 'y'\n";

        (await bench.Run("write", new { path = "notes/today.md", content = Text })).Text.ShouldBe($"wrote {Encoding.UTF8.GetByteCount(Text)} bytes to /workspace/notes/today.md");
        (await bench.Run("read", new { file_path = "/workspace/notes/../notes/today.md" })).Text.ShouldBe(Text);
        (await bench.Run("edit", new { path = "~/notes/today.md", old_string = "$HOME", new_string = "$(id)" })).IsError.ShouldBeFalse();

        string path = Path.Combine(bench.Workspace, "notes", "today.md");
        (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).ShouldBe(Text.Replace("$HOME", "$(id)", StringComparison.Ordinal));
        File.GetUnixFileMode(path).ShouldBe((UnixFileMode)0x1a4);
        Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(path)!).ShouldBe([path], "nothing is left of what was made on the way");
    }

    [Fact]
    public async Task Some_lines_are_read_and_where_to_read_on()
    {
        using Bench bench = On();
        await File.WriteAllTextAsync(Path.Combine(bench.Workspace, "lines"), string.Concat(Enumerable.Range(1, 5).Select(static line => $"line {line}\n")), TestContext.Current.CancellationToken);

        (await bench.Run("read", new { path = "lines", offset = 2, limit = 2 })).ShouldBe(
            new ToolRunResult { Text = "line 2\nline 3\n[there is more: read on with offset 4]", IsError = false, Outcome = "done", Truncated = true });
        (await bench.Run("read", new { path = "lines", offset = 4, limit = 2 })).Text.ShouldBe("line 4\nline 5\n");
        (await bench.Run("read", new { path = "lines", offset = 9 })).Text.ShouldBeEmpty();
        (await bench.Run("read", new { path = "lines" }, maxOutput: 115)).Text.ShouldBe("line 1\nline 2\n[there is more: read on with offset 3]");
        (await bench.Run("read", new { path = "lines" }, maxOutput: 103)).Text.ShouldBe("lin\n[line 1 is longer than that; the next one is at offset 2]");
    }

    [Theory]
    [InlineData("nothing", "there is no file /workspace/nothing")]
    [InlineData("folder", "/workspace/folder is a folder")]
    [InlineData("pipe", "/workspace/pipe is no ordinary file")]
    [InlineData("/workspace/binary", "/workspace/binary is no text")]
    public async Task What_cannot_be_read_is_said(string path, string why)
    {
        using Bench bench = On();
        await bench.Shell("mkdir folder; mkfifo pipe; printf 'a\\0b' >binary");

        ToolRunResult result = await bench.Run("read", new { path });
        (result.Text, result.IsError, result.Outcome).ShouldBe((why, true, "done"));
    }

    [Fact]
    public async Task An_edit_is_of_exactly_one_place_and_keeps_the_rest()
    {
        using Bench bench = On();
        string path = Path.Combine(bench.Workspace, "file");
        await File.WriteAllBytesAsync(path, [0xef, 0xbb, 0xbf, .. "a\r\nb\r\na\r\n"u8], TestContext.Current.CancellationToken);

        (await bench.Run("edit", new { path = "file", oldText = "a", newText = "x" })).Text.ShouldContain("more than once");
        (await bench.Run("edit", new { path = "file", oldText = "c", newText = "x" })).Text.ShouldContain("does not hold");
        (await bench.Run("edit", new { path = "file", oldText = "", newText = "x" })).Outcome.ShouldBe("refused");
        (await bench.Run("edit", new { path = "file", oldText = "b\na", newText = "y\nz" })).IsError.ShouldBeFalse();
        (await bench.Run("edit", new { path = "file", oldText = "\r\n", newText = "\n", replaceAll = true })).IsError.ShouldBeFalse();

        (await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken)).ShouldBe([0xef, 0xbb, 0xbf, .. "a\ny\nz\n"u8]);
    }

    [Fact]
    public async Task What_is_no_text_is_not_edited()
    {
        using Bench bench = On();
        await bench.Shell("printf 'a\\377b' >file");

        (await bench.Run("edit", new { path = "file", oldText = "a", newText = "x" })).Text.ShouldBe("/workspace/file is no UTF-8 text");
        (await bench.Shell("od -An -tx1 file")).ShouldBe(" 61 ff 62\n");
    }

    /// <summary>Only line breaks become a file's own; a form feed or what Unicode calls a separator is a character like another.</summary>
    [Fact]
    public async Task What_is_no_line_break_stays_as_it_is_written()
    {
        using Bench bench = On();
        string path = Path.Combine(bench.Workspace, "file");
        await File.WriteAllTextAsync(path, "a\r\nb\r\n", TestContext.Current.CancellationToken);

        (await bench.Run("edit", new { path = "file", oldText = "a\nb", newText = "a\n\f\u2028\u0085c" })).IsError.ShouldBeFalse();

        (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).ShouldBe("a\r\n\f\u2028\u0085c\r\n");
    }

    [Fact]
    public async Task What_is_too_large_is_refused()
    {
        using Bench bench = On(change: static options => options with { MaxFileBytes = 10 });
        await bench.Shell("printf 12345678901 >file; printf 1234567890 >fits");

        (await bench.Run("write", new { path = "x", content = "12345678901" })).Outcome.ShouldBe("refused");
        (await bench.Run("edit", new { path = "file", oldText = "1", newText = "2" })).Text.ShouldBe("/workspace/file is too large for this");
        (await bench.Run("edit", new { path = "fits", oldText = "5", newText = "55" })).Outcome.ShouldBe("refused");
        (await bench.Shell("ls; cat fits")).ShouldBe("file\nfits\n1234567890");
    }

    [Fact]
    public async Task Access_says_which_folder_it_is()
    {
        using Bench bench = On();
        ToolRunContext none = Bench.Context with { WorkspaceAccess = "none" }, read = Bench.Context with { WorkspaceAccess = "ro" };
        await bench.Run("write", new { path = "file", content = "agent's" });
        await bench.Run("write", new { path = "file", content = "sandbox's" }, none);

        (await bench.Run("read", new { path = "file" })).Text.ShouldBe("agent's");
        (await bench.Run("read", new { path = "file" }, none)).Text.ShouldBe("sandbox's");
        (await bench.Run("read", new { path = "/agent/file" }, none)).Outcome.ShouldBe("refused");
        (await bench.Run("read", new { path = "file" }, none with { SandboxKey = "agent:other" })).Text.ShouldStartWith("there is no file");
        (await bench.Run("read", new { path = "file" }, none with { Tenant = "other" })).Text.ShouldStartWith("there is no file");

        (await bench.Run("read", new { path = "/agent/file" }, read)).Text.ShouldBe("agent's");
        (await bench.Run("write", new { path = "/agent/file", content = "x" }, read)).Outcome.ShouldBe("refused");
        (await bench.Run("write", new { path = "file", content = "x" }, read)).Outcome.ShouldBe("refused");
        (await bench.Shell("(echo x >/agent/file) 2>/dev/null || cat /agent/file", read)).ShouldBe("agent's");

        // Who needs no sandbox works in the agent's folder, in a sandbox all the same.
        ToolRunContext free = none with { Sandboxed = false };
        (await bench.Run("read", new { path = "file" }, free)).Text.ShouldBe("agent's");
        (await bench.Run("read", new { path = "/etc/passwd" }, free)).Outcome.ShouldBe("refused");
    }
}
