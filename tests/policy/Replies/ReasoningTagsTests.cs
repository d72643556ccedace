using Moltbot.Policy.Replies;

namespace Moltbot.Policy.Tests.Replies;

public sealed class ReasoningTagsTests
{
    [Theory]
    [InlineData("<think>why</think>because", "because")]
    [InlineData("see:\n```\n<think>why</think>\n```\nso", "see:\n```\n<think>why</think>\n```\nso")]
    [InlineData("see:\n~~~\n<think>why</think>", "see:\n~~~\n<think>why</think>")]
    [InlineData("```\n<think>why", "```\n<think>why")]
    [InlineData("\n~~~\n<think>why</think>\n~~~", "~~~\n<think>why</think>\n~~~")]
    [InlineData("~~~\nx\n<think>why</think>\n~~~\n<think>so</think>yes", "~~~\nx\n<think>why</think>\n~~~\nyes")]
    [InlineData("~~~\n```\n<think>why</think>\n~~~\n<think>so</think>yes", "~~~\n```\n<think>why</think>\n~~~\nyes")]
    [InlineData("x\n<think>why</think>yes", "x\nyes")]
    [InlineData("`<think>` <think>why", "`<think>`")]
    [InlineData("`<final>` <final>yes</final>", "`<final>` yes")]
    public void Within_code_a_tag_is_text_also_where_the_code_is_never_closed(string text, string kept) => ReasoningTags.Strip(text).ShouldBe(kept);

    [Theory]
    [InlineData(" no tag ")]
    [InlineData(" a < b ")]
    [InlineData(" think> ")]
    public void A_text_without_such_tags_stays_as_it_is(string text)
    {
        ReasoningTags.MayHave(text).ShouldBeFalse();
        ReasoningTags.Strip(text).ShouldBe(text);
    }
}
