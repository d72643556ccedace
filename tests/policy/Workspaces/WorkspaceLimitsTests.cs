using Moltbot.Policy.Workspaces;

namespace Moltbot.Policy.Tests.Workspaces;

/// <summary>What of a workspace may be kept; attack F1.</summary>
public sealed class WorkspaceLimitsTests
{
    [Theory]
    [InlineData("a", true)]
    [InlineData("a/b.c/.d", true)]
    [InlineData("...", true)]
    [InlineData("-n", true)]
    [InlineData("a b\nc", true)]
    [InlineData("", false)]
    [InlineData("/", false)]
    [InlineData("/a", false)]
    [InlineData("a/", false)]
    [InlineData("a//b", false)]
    [InlineData(".", false)]
    [InlineData("..", false)]
    [InlineData("a/../b", false)]
    [InlineData("a/./b", false)]
    [InlineData("a\0b", false)]
    [InlineData("a\ufffdb", false)]
    public void A_path_leads_nowhere_but_down(string path, bool isOne) => WorkspaceLimits.IsPath(path).ShouldBe(isOne);

    [Fact]
    public void A_path_is_neither_too_long_nor_too_deep()
    {
        string longest = string.Concat(Enumerable.Repeat("abc/", WorkspaceLimits.MaxDepth - 1)).PadRight(WorkspaceLimits.MaxPath - 200, 'a');
        longest = $"{new string('b', 199)}/{longest[4..]}aaaa";
        longest.Length.ShouldBe(WorkspaceLimits.MaxPath);
        WorkspaceLimits.IsPath(longest).ShouldBeTrue();
        WorkspaceLimits.IsPath(longest + "a").ShouldBeFalse();
        WorkspaceLimits.IsPath(string.Join('/', Enumerable.Repeat("a", WorkspaceLimits.MaxDepth))).ShouldBeTrue();
        WorkspaceLimits.IsPath(string.Join('/', Enumerable.Repeat("a", WorkspaceLimits.MaxDepth + 1))).ShouldBeFalse();
    }

    [Fact]
    public void A_name_has_no_more_bytes_than_a_folder_takes()
    {
        WorkspaceLimits.IsPath("a/" + new string('a', 255) + "/b").ShouldBeTrue();
        WorkspaceLimits.IsPath("a/" + new string('a', 256) + "/b").ShouldBeFalse();
        WorkspaceLimits.IsPath(new string('\u00e9', 127)).ShouldBeTrue();
        WorkspaceLimits.IsPath(new string('\u00e9', 128)).ShouldBeFalse("bytes, not characters");
    }

    [Theory]
    [InlineData("a", null)]
    [InlineData("ab", null)]
    [InlineData("a/b", "a")]
    [InlineData("a/b/c", "a")]
    [InlineData("d/e", null)]
    [InlineData("d/e/f", "d/e")]
    [InlineData("d/e f", null)]
    public void What_is_an_entry_has_nothing_in_it(string path, string? way) =>
        WorkspaceLimits.InTheWayOf(path, new HashSet<string>(StringComparer.Ordinal) { "a", "d/e" }).ShouldBe(way);

    [Theory]
    [InlineData(2, 3, 5, null)]
    [InlineData(3, 3, 5, "the workspace has more than the 2 files that may be kept")]
    [InlineData(2, 4, 5, "large has 4 bytes, and a file that is kept at most 3")]
    [InlineData(2, 3, 6, "the workspace has 6 bytes, and at most 5 may be kept")]
    public void What_is_too_much_is_named_with_what_is_allowed(int files, long largest, long bytes, string? refusal) =>
        new WorkspaceLimits { Files = 2, FileBytes = 3, Bytes = 5 }.RefusalOf(files, ("large", largest), bytes).ShouldBe(refusal);
}
