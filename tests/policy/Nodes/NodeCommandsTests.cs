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

    [Theory]
    [InlineData("location.get", true)]
    [InlineData("camera.snap", true)]
    [InlineData("camera.list", true)]
    [InlineData("camera.clip", true)]
    [InlineData("screen.record", true)]
    [InlineData("canvas.hide", true)]
    [InlineData("canvas.snapshot", true)]
    [InlineData("system.notify", true)]
    [InlineData("canvas.eval", false)]
    [InlineData("canvas.navigate", false)]
    [InlineData("canvas.present", false)]
    [InlineData("canvas.a2ui.push", false)]
    [InlineData("canvas.a2ui.pushJSONL", false)]
    [InlineData("canvas.a2ui.reset", false)]
    [InlineData("sms.send", false)]
    [InlineData("shell.exec", false)]
    [InlineData("location.getx", false)]
    [InlineData("Location.Get", false)]
    [InlineData("", false)]
    [InlineData("System.Notify", false)]
    [InlineData("system.run", false)]
    [InlineData("SYSTEM.RUN", false)]
    [InlineData("system.which", false)]
    [InlineData("system.execApprovals.get", false)]
    [InlineData("system.anything", false)]
    [InlineData("browser.proxy", false)]
    [InlineData("Browser.Proxy", false)]
    [InlineData("tools.run", false)]
    [InlineData("Tools.context", false)]
    public void What_is_not_on_the_list_is_no_agents_command(string command, bool isForAgents) =>
        NodeCommands.IsForAgents(command).ShouldBe(isForAgents);

    [Fact]
    public void A_node_that_declared_nothing_is_asked_for_nothing()
    {
        NodeCommands.RefusalOf("system.run", null, ["system.run"]).ShouldBe("node did not declare commands");
        NodeCommands.RefusalOf("system.run", [], ["system.run"]).ShouldBe("node did not declare commands");
    }

    [Fact]
    public void A_blank_name_allows_and_takes_away_nothing()
    {
        NodeCommands.Allowed(NodePlatform.Unknown, [" ", " x ", "y"], ["", " y "]).ShouldBe(["x"]);
        NodeCommands.Allowed(NodePlatform.Unknown, ["", " ", "x"]).ShouldBe(["x"]);
        NodeCommands.Allowed(NodePlatform.Unknown).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(" iOS 17.2", null, NodePlatform.Ios)]
    [InlineData("Android 14", null, NodePlatform.Android)]
    [InlineData("macOS 14", null, NodePlatform.MacOS)]
    [InlineData("darwin", null, NodePlatform.MacOS)]
    [InlineData("win32", null, NodePlatform.Windows)]
    [InlineData("linux", null, NodePlatform.Linux)]
    [InlineData("linux", "iPhone", NodePlatform.Linux)]
    [InlineData("freebsd", " My iPhone", NodePlatform.Ios)]
    [InlineData("", "iPad Pro", NodePlatform.Ios)]
    [InlineData(null, "an iOS device", NodePlatform.Ios)]
    [InlineData(null, "Android phone", NodePlatform.Android)]
    [InlineData(null, "MacBook", NodePlatform.MacOS)]
    [InlineData(null, "a Windows box", NodePlatform.Windows)]
    [InlineData(null, "Linux box", NodePlatform.Linux)]
    [InlineData("freebsd", "toaster", NodePlatform.Unknown)]
    [InlineData(null, null, NodePlatform.Unknown)]
    public void A_nodes_machine_goes_by_its_platform_and_else_by_its_family(string? platform, string? family, NodePlatform expected) =>
        NodePlatforms.Parse(platform, family).ShouldBe(expected);

    [Theory]
    [InlineData("tools.run", true)]
    [InlineData("tools.cancel", true)]
    [InlineData("tools.resolve", true)]
    [InlineData("tools.context", true)]
    [InlineData("tools.mcp", true)]
    [InlineData("tools.release", true)]
    [InlineData("tools.sandboxes", true)]
    [InlineData("tools.recreate", true)]
    [InlineData("tools.workspace", true)]
    [InlineData("Tools.Run", true)]
    [InlineData("tools.later", true)]
    [InlineData("system.run", false)]
    [InlineData("tools", false)]
    public void Commands_of_tool_calls_are_the_agents_alone(string command, bool isForTools) =>
        NodeCommands.IsForTools(command).ShouldBe(isForTools);

    [Fact]
    public void No_platform_runs_tools_unless_an_operator_says_so_and_what_may_begin_may_be_ended()
    {
        Enum.GetValues<NodePlatform>().SelectMany(NodeCommands.DefaultsOf).Where(NodeCommands.IsForTools).ShouldBeEmpty();
        NodeCommands.Allowed(NodePlatform.Unknown, ["tools.run"]).ShouldBe(["tools.run", "tools.cancel", "tools.resolve", "tools.release", "tools.context", "tools.mcp", "tools.sandboxes", "tools.recreate", "tools.workspace"]);
        NodeCommands.Allowed(NodePlatform.Unknown, ["tools.run"], ["tools.run"]).ShouldBe(["tools.cancel", "tools.resolve", "tools.release", "tools.context", "tools.mcp", "tools.sandboxes", "tools.recreate", "tools.workspace"]);
        NodeCommands.Allowed(NodePlatform.Unknown, ["x"]).ShouldBe(["x"]);
    }

    [Theory]
    [InlineData("tools", "tools.run", "tools.run", true)]
    [InlineData("camera", "tools.run", "tools.run", false)]
    [InlineData("tools", "tools.cancel", "tools.run", false)]
    [InlineData("tools", "tools.run", "tools.cancel", false)]
    public void A_runner_says_so_declares_the_command_and_is_allowed_it(string cap, string declared, string allowed, bool isRunner) =>
        NodeCommands.IsRunner([cap], [declared], [allowed]).ShouldBe(isRunner);

    [Fact]
    public void A_node_that_says_nothing_is_no_runner()
    {
        NodeCommands.IsRunner(null, ["tools.run"], ["tools.run"]).ShouldBeFalse();
        NodeCommands.IsRunner(["tools"], null, ["tools.run"]).ShouldBeFalse();
    }
}
