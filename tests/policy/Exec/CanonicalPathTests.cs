using Moltbot.Policy.Exec.Allowlists;

namespace Moltbot.Policy.Tests.Exec;

/// <summary>Paths as patterns are held beside them; attack E13.</summary>
public sealed class CanonicalPathTests
{
    [Theory]
    [InlineData("/bin/ls", true)]
    [InlineData("A:/x", true)]
    [InlineData("Z:/x", true)]
    [InlineData("a:/x", true)]
    [InlineData("z:/x", true)]
    [InlineData("@:/x", false)]
    [InlineData("[:/x", false)]
    [InlineData("`:/x", false)]
    [InlineData("{:/x", false)]
    [InlineData("1:/x", false)]
    [InlineData("C:x", false)]
    [InlineData("C:/", false)]
    [InlineData("/", false)]
    [InlineData("", false)]
    [InlineData("bin/ls", false)]
    [InlineData("/bin/", false)]
    [InlineData("//bin/ls", false)]
    [InlineData("/bin/./ls", false)]
    [InlineData("/bin/../ls", false)]
    [InlineData("/bin/...", true)]
    public void A_path_is_absolute_and_leads_nowhere_by_a_detour(string path, bool expected) => CanonicalPath.Is(path).ShouldBe(expected);

    [Theory]
    [InlineData(@"A:\Tools\*", @"a:\tools\\x.exe")]
    [InlineData(@"Z:\Tools\*", @"Z:/Tools/x.exe")]
    [InlineData(@"a:\Tools\*", @"A:\Tools/x.exe")]
    [InlineData(@"z:\Tools\*", @"z:\Tools\x.exe")]
    [InlineData(@"m:\Tools\*", @"M:\Tools\x.exe")]
    [InlineData(@"\\server\share\*", @"\\server\share\x.exe")]
    public void On_Windows_either_slash_separates_and_case_does_not_count(string pattern, string path) => new PathPattern(pattern).Matches(path).ShouldBeTrue();

    [Theory]
    [InlineData("/a/b", @"/a\b")]
    [InlineData("/:/x", @"/:\x")]
    [InlineData(@"\server\*", @"\server\x")]
    [InlineData(@"\server\*", "/server/x")]
    public void Elsewhere_a_backslash_is_a_character_of_a_name(string pattern, string path) => new PathPattern(pattern).Matches(path).ShouldBeFalse();
}
