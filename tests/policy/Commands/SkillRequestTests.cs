using Moltbot.Policy.Commands;

namespace Moltbot.Policy.Tests.Commands;

public sealed class SkillRequestTests
{
    [Theory]
    [InlineData("/skill poems", "poems", "")]
    [InlineData("/skill", "", "")]
    [InlineData(" /Skill: Poems  about rain ", "Poems", "about rain")]
    [InlineData("/skill poems about rain\nand wind\n\nin May", "poems", "about rain\nand wind\n\nin May")]
    [InlineData("/skill poems\nabout rain", "poems", "about rain")]
    public void The_name_is_the_first_word_and_the_request_is_the_rest(string text, string name, string request) =>
        SkillRequest.Read(text).ShouldBe(new SkillRequest(name, request));

    [Theory]
    [InlineData("skill poems")]
    [InlineData("/skills poems")]
    [InlineData("use /skill poems")]
    [InlineData("/status")]
    public void What_is_another_text_is_none(string text) => SkillRequest.Read(text).ShouldBeNull();

    [Theory]
    [InlineData("my-poems", true)]
    [InlineData("My_Poems", true)]
    [InlineData("mypoems", false)]
    [InlineData("my-poems-2", false)]
    public void A_name_is_found_however_it_is_written(string skill, bool isNamed) => new SkillRequest("my_POEMS", "").Names(skill).ShouldBe(isNamed);

    [Fact]
    public void A_model_is_asked_by_the_skills_own_name()
    {
        new SkillRequest("POEMS", "about rain").Prompt("poems").ShouldBe("Use the \"poems\" skill for this request.\n\nUser input:\nabout rain");
        new SkillRequest("POEMS", "").Prompt("poems").ShouldBe("Use the \"poems\" skill for this request.");
    }
}
