using Moltbot.Policy.Values;
using Moltbot.Policy.Workspaces;

namespace Moltbot.Policy.Tests.Workspaces;

/// <summary>Which of a workspace's files which turn is told of.</summary>
public sealed class ContextFilesTests
{
    [Theory]
    [InlineData("", "AGENTS SOUL IDENTITY")]
    [InlineData("main", "AGENTS SOUL IDENTITY")]
    [InlineData("sees", "AGENTS SOUL IDENTITY TOOLS")]
    [InlineData("main sees", "AGENTS SOUL IDENTITY TOOLS")]
    [InlineData("owners", "AGENTS SOUL IDENTITY TOOLS USER HEARTBEAT BOOTSTRAP")]
    [InlineData("owners main", "AGENTS SOUL IDENTITY TOOLS USER MEMORY HEARTBEAT BOOTSTRAP")]
    [InlineData("owners main sees", "AGENTS SOUL IDENTITY TOOLS USER MEMORY HEARTBEAT BOOTSTRAP")]
    [InlineData("heartbeat main sees", "AGENTS SOUL IDENTITY TOOLS HEARTBEAT")]
    [InlineData("subagent", "AGENTS")]
    [InlineData("subagent sees", "AGENTS TOOLS")]
    [InlineData("subagent sees owners main heartbeat", "AGENTS TOOLS")]
    public void A_turn_is_told_of_those_that_are_for_all_who_are_heard_in_it(string reader, string told)
    {
        string[] traits = reader.Split(' ');
        var asked = new ContextReader
        {
            IsOwners = traits.Contains("owners"), IsMain = traits.Contains("main"), IsSubagent = traits.Contains("subagent"), IsHeartbeat = traits.Contains("heartbeat"), SeesWorkspace = traits.Contains("sees"),
        };

        ContextFiles.For(asked).ShouldBe(told.Split(' ').Select(static name => name + ".md"));
    }

    [Theory]
    [InlineData(20_000, 14_000, 4_000)]
    [InlineData(1, 1, 0)]
    [InlineData(10, 7, 2)]
    public void Of_what_is_too_long_beginning_and_end_are_told(int max, int head, int tail) => ContextCut.Of(max).ShouldBe(new ContextCut(head, tail));

    [Theory]
    [InlineData("abc", 3, "abc", "abc")]
    [InlineData("abcd", 3, "abc", "bcd")]
    [InlineData("abc", 0, "", "")]
    [InlineData("ab😀cd", 3, "ab", "cd")]
    [InlineData("ab😀cd", 4, "ab😀", "😀cd")]
    public void No_character_is_cut_in_half(string text, int count, string first, string last) =>
        (TextPrefix.Of(text, count), ContextCut.Last(text, count)).ShouldBe((first, last));
}
