using Moltbot.Policy.Workspaces;

namespace Moltbot.Policy.Tests.Workspaces;

/// <summary>Which files are memory: attack F1.</summary>
public sealed class MemoryFilesTests
{
    [Theory]
    [InlineData("MEMORY.md", true)]
    [InlineData("memory/2026-01-03.md", true)]
    [InlineData("memory/people/Ann Müller.md", true)]
    [InlineData("memory/..hidden.md", true)]
    [InlineData("memory.md", false)]
    [InlineData("memory/MEMORY.MD", false)]
    [InlineData("memory/", false)]
    [InlineData("memory/notes.txt", false)]
    [InlineData("memory/../USER.md", false)]
    [InlineData("memory/./a.md", false)]
    [InlineData("memory//a.md", false)]
    [InlineData("./MEMORY.md", false)]
    [InlineData("/workspace/MEMORY.md", false)]
    [InlineData("/etc/passwd", false)]
    [InlineData("../MEMORY.md", false)]
    [InlineData("USER.md", false)]
    [InlineData("Memory/a.md", false)]
    [InlineData("memory\\a.md", false)]
    [InlineData("memory/a\n.md", false)]
    [InlineData("memory/a\0.md", false)]
    [InlineData("memory/\ufffd.md", false)]
    [InlineData("", false)]
    public void A_path_is_taken_as_it_is_written(string path, bool isOne) => MemoryFiles.Include(path).ShouldBe(isOne);

    [Fact]
    public void It_has_a_length() => (MemoryFiles.Include($"memory/{new string('a', MemoryFiles.MaxPath - 10)}.md"), MemoryFiles.Include($"memory/{new string('a', MemoryFiles.MaxPath - 9)}.md")).ShouldBe((true, false));
}
