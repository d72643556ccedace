using Moltbot.Policy.Nodes;

namespace Moltbot.Policy.Tests.Nodes;

public sealed class NodeCommandsTests
{
    [Theory]
    [InlineData("system.execApprovals.get", true)]
    [InlineData("system.execApprovals.set", true)]
    [InlineData("system.run", false)]
    public void What_a_node_may_run_unasked_is_an_administrators_matter(string command, bool needsAdmin) =>
        NodeCommands.NeedsAdmin(command).ShouldBe(needsAdmin);

    [Theory]
    [InlineData(null, "command required")]
    [InlineData(" ", "command required")]
    [InlineData("system.which", "command not allowlisted")]
    [InlineData("camera.snap", "command not declared by node")]
    [InlineData(" system.run ", null)]
    public void A_command_is_allowed_and_declared_or_refused(string? command, string? refusal) =>
        NodeCommands.RefusalOf(command, ["system.run", "system.which"], ["system.run", "camera.snap"]).ShouldBe(refusal);

    [Fact]
    public void A_node_that_declared_nothing_is_asked_for_nothing()
    {
        NodeCommands.RefusalOf("system.run", null, ["system.run"]).ShouldBe("node did not declare commands");
        NodeCommands.RefusalOf("system.run", [], ["system.run"]).ShouldBe("node did not declare commands");
    }
}
