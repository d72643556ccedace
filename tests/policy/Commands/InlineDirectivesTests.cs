using Moltbot.Policy.Commands;
using Moltbot.Policy.Queue;

namespace Moltbot.Policy.Tests.Commands;

public sealed class InlineDirectivesTests
{
    [Fact]
    public void Each_is_taken_out_and_said_as_a_command()
    {
        InlineDirectives found = Read("please /t high /v full /reason on /opus /exec security=deny ask=always /queue interrupt cap:3 do it")!;

        found.Cleaned.ShouldBe("please do it");
        (found.Thinking, found.Verbose, found.Reasoning, found.Model).ShouldBe(("high", "full", "on", "opus"));
        (found.Exec!.Security, found.Exec.Ask).ShouldBe(("deny", "always"));
        found.Queue.ShouldBe(new QueueOptions(QueueMode.Interrupt, Cap: 3));
        found.Said.ShouldBe([("think", "high"), ("verbose", "full"), ("reasoning", "on"), ("exec", "security=deny ask=always"), ("model", "opus"), ("queue", "interrupt cap:3")]);
    }

    [Theory]
    [InlineData("what does /think do")]
    [InlineData("what does /model do")]
    [InlineData("/exec security=all of it")]
    [InlineData("/exec")]
    [InlineData("the queue /queue debounce:soon")]
    [InlineData("look into /etc/opus and a/opus")]
    [InlineData("/opus@mine hello")]
    [InlineData("")]
    public void What_nobody_understands_stays(string text) => Read(text).ShouldBeNull();

    [Fact]
    public void A_message_of_directives_alone_leaves_nothing() => Read("/think high /verbose on")!.Cleaned.ShouldBeEmpty();

    [Fact]
    public void One_that_is_read_does_not_take_another_along()
    {
        InlineDirectives found = Read("/think nonsense /verbose on hello")!;

        (found.Cleaned, found.Thinking, found.Verbose).ShouldBe(("/think nonsense hello", null, "on"));
    }

    private static InlineDirectives? Read(string text) => InlineDirectives.Read(text, ["opus"], static name => name == "opus");
}
