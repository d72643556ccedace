using Moltbot.Policy.Commands;

namespace Moltbot.Policy.Tests.Commands;

public sealed class ExecDirectiveTests
{
    [Theory]
    [InlineData("host=node")]
    [InlineData("security=deny")]
    [InlineData("ask=always")]
    [InlineData("node=laptop")]
    [InlineData("host=sandbox security=full ask=off node=laptop")]
    public void An_option_alone_is_one_and_is_written_as_it_was_read(string options)
    {
        ExecDirective found = ExecDirective.Extract($"/exec {options} go");

        (found.HasOptions, found.IsReadable, found.Cleaned, found.ToString()).ShouldBe((true, true, "go", options));
    }

    [Fact]
    public void Without_options_it_sets_nothing() =>
        ExecDirective.Extract("/exec go").ShouldBe(new ExecDirective("go", true));

    [Fact]
    public void A_node_without_a_name_cannot_be_read()
    {
        ExecDirective found = ExecDirective.Extract("/exec node=");

        (found.RawNode, found.Node, found.IsReadable).ShouldBe(("", null, false));
    }
}
