using Moltbot.Policy.Skills;

namespace Moltbot.Policy.Tests.Skills;

/// <summary>Who may start a skill (runtime.md §11).</summary>
public sealed class SkillInvocationTests
{
    [Theory]
    [InlineData("true")]
    [InlineData("1")]
    [InlineData("yes")]
    [InlineData(" ON ")]
    public void Yes_is_said_in_several_words(string word) => SkillInvocation.Read(word, word).ShouldBe(new SkillInvocation(true, false));

    [Theory]
    [InlineData("false")]
    [InlineData("0")]
    [InlineData("no")]
    [InlineData(" OFF ")]
    public void No_is_said_in_several_words(string word) => SkillInvocation.Read(word, word).ShouldBe(new SkillInvocation(false, true));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("perhaps")]
    public void A_skill_that_says_neither_is_for_people_and_for_the_model(string? word) => SkillInvocation.Read(word, word).ShouldBe(new SkillInvocation(true, true));
}
