using Moltbot.Policy.Configuration;

namespace Moltbot.Policy.Tests.Configuration;

public sealed class ConfigPathsTests
{
    [Theory]
    [InlineData("~", "/h", "/h")]
    [InlineData("~/a", "/h", "/h/a")]
    [InlineData("~", null, "/~")]
    [InlineData("~/a", null, "/~/a")]
    [InlineData("~a", "/h", "/~a")]
    [InlineData("a/./b//c/", "/h", "/a/b/c")]
    [InlineData("/a/../../b", "/h", "/b")]
    [InlineData("..", "/h", "/")]
    public void A_path_is_absolute_and_without_detours(string path, string? home, string expected) => ConfigPaths.Resolve(path, home).ShouldBe(expected);

    [Theory]
    [InlineData("/s/moltbot.json", "a.json", "/s/a.json")]
    [InlineData("/s/moltbot.json", "../a.json", "/a.json")]
    [InlineData("/s/moltbot.json", "/a.json", "/a.json")]
    [InlineData("moltbot.json", "a.json", "/a.json")]
    public void A_path_in_a_file_is_seen_from_its_folder(string file, string path, string expected) => ConfigPaths.From(file, path).ShouldBe(expected);

    [Theory]
    [InlineData("a.png", false)]
    [InlineData("a/../b", false)]
    [InlineData("a/..", false)]
    [InlineData("./a//b", false)]
    [InlineData("a/../..", true)]
    [InlineData("..", true)]
    [InlineData("./..", true)]
    [InlineData("a//../..", true)]
    [InlineData("/a", true)]
    public void What_points_outside_leaves_the_folder(string path, bool leaves) => ConfigPaths.LeavesFolder(path).ShouldBe(leaves);
}
