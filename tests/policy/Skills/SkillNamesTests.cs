using Moltbot.Policy.Skills;

namespace Moltbot.Policy.Tests.Skills;

/// <summary>Names of skills, of their secrets and of their files.</summary>
public sealed class SkillNamesTests
{
    [Theory]
    [InlineData("a", true)]
    [InlineData("7up", true)]
    [InlineData("A-b_c", true)]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("-a", false)]
    [InlineData("_a", false)]
    [InlineData("a b", false)]
    [InlineData("a.b", false)]
    [InlineData("a/b", false)]
    [InlineData("é", false)]
    public void A_name_is_a_folder_a_command_and_a_key(string? name, bool isName) =>
        SkillNames.ProblemOf(name).ShouldBe(isName ? null : "name has 1 to 64 of the letters a-z, digits, '-' and '_', and begins with a letter or a digit");

    [Theory]
    [InlineData("A", true)]
    [InlineData("_A", true)]
    [InlineData("A_KEY2", true)]
    [InlineData("", false)]
    [InlineData("2A", false)]
    [InlineData("a", false)]
    [InlineData("A-B", false)]
    [InlineData("A B", false)]
    [InlineData("Ab", false)]
    [InlineData("É", false)]
    public void A_secret_is_named_like_a_variable(string name, bool isName) => SkillNames.IsVariable(name).ShouldBe(isName);

    [Fact]
    public void Names_have_a_length()
    {
        SkillNames.ProblemOf(new string('a', 64)).ShouldBeNull();
        SkillNames.ProblemOf(new string('a', 65)).ShouldNotBeNull();
        SkillNames.IsVariable(new string('A', 64)).ShouldBeTrue();
        SkillNames.IsVariable(new string('A', 65)).ShouldBeFalse();
        SkillPaths.ProblemOf(new string('a', 120)).ShouldBeNull();
        SkillPaths.ProblemOf(new string('a', 121)).ShouldBe("a path has 1 to 120 characters");
    }

    [Theory]
    [InlineData("a", null)]
    [InlineData("A-1_b.md", null)]
    [InlineData("a/b/c.sh", null)]
    [InlineData("", "a path has 1 to 120 characters")]
    [InlineData("/a", "a name within a path begins and ends with no '.' and is not empty")]
    [InlineData("a//b", "a name within a path begins and ends with no '.' and is not empty")]
    [InlineData("a/", "a name within a path begins and ends with no '.' and is not empty")]
    [InlineData("../a", "a name within a path begins and ends with no '.' and is not empty")]
    [InlineData("a/.b", "a name within a path begins and ends with no '.' and is not empty")]
    [InlineData("a.", "a name within a path begins and ends with no '.' and is not empty")]
    [InlineData("a\\b", "a path is made of letters a-z, digits, '.', '_', '-' and '/' between names")]
    [InlineData("a b", "a path is made of letters a-z, digits, '.', '_', '-' and '/' between names")]
    [InlineData("é", "a path is made of letters a-z, digits, '.', '_', '-' and '/' between names")]
    public void A_path_leads_nowhere_else(string path, string? problem) => SkillPaths.ProblemOf(path).ShouldBe(problem);
}
