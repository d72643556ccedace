using Moltbot.Policy.Sessions;

namespace Moltbot.Policy.Tests.Sessions;

public sealed class ThreadKeysTests
{
    [Theory]
    [InlineData("agent:main:slack:channel:c1:thread:5.1", "agent:main:slack:channel:c1", "5.1")]
    [InlineData(" agent:main:telegram:group:-1:TOPIC:7 ", "agent:main:telegram:group:-1", "7")]
    [InlineData("g:topic:7:thread:8", "g:topic:7", "8")]
    [InlineData("g:thread:7:topic:8", "g:thread:7", "8")]
    public void A_thread_hangs_on_the_conversation_before_the_last_mark(string key, string parent, string thread)
    {
        ThreadKeys.ParentOf(key).ShouldBe(parent);
        ThreadKeys.ThreadOf(key).ShouldBe(thread);
        ThreadKeys.IsThread(key).ShouldBeTrue();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("agent:main:main")]
    [InlineData("thread:5")]
    public void Another_key_has_neither_parent_nor_thread(string? key)
    {
        ThreadKeys.ParentOf(key).ShouldBeNull();
        ThreadKeys.ThreadOf(key).ShouldBeNull();
        ThreadKeys.IsThread(key).ShouldBeFalse();
    }

    [Theory]
    [InlineData(":thread:5", null, null)]
    [InlineData("a:thread:", "a", null)]
    [InlineData("a:thread: ", "a", null)]
    public void A_mark_with_nothing_before_or_behind_it_names_nothing_there(string key, string? parent, string? thread)
    {
        ThreadKeys.ParentOf(key).ShouldBe(parent);
        ThreadKeys.ThreadOf(key).ShouldBe(thread);
    }

    [Theory]
    [InlineData(" 5.A ", true, "base:thread:5.a")]
    [InlineData("5", false, "base")]
    [InlineData(" ", true, "base")]
    [InlineData(null, true, "base")]
    public void A_thread_has_a_session_of_its_own_unless_the_key_names_it_already(string? threadId, bool useSuffix, string key) =>
        ThreadKeys.Build("base", threadId, useSuffix).ShouldBe(key);

    [Fact]
    public void A_thread_is_marked_by_default() => ThreadKeys.Build("base", "5").ShouldBe("base:thread:5");
}
