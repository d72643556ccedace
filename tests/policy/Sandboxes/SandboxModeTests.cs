using Moltbot.Policy.Sandboxes;

namespace Moltbot.Policy.Tests.Sandboxes;

/// <summary>Which sessions are sandboxed (security.md §8).</summary>
public sealed class SandboxModeTests
{
    private const string Main = "agent:ops:home";

    [Theory]
    [InlineData(null, SandboxMode.Off)]
    [InlineData("off", SandboxMode.Off)]
    [InlineData("non-main", SandboxMode.NonMain)]
    [InlineData("all", SandboxMode.All)]
    public void There_are_three_modes_and_nothing_said_is_off(string? text, SandboxMode mode) => SandboxModes.Parse(text).ShouldBe(mode);

    [Theory]
    [InlineData("")]
    [InlineData("All")]
    [InlineData("none")]
    public void Another_mode_is_refused_rather_than_taken_for_off(string text) =>
        Should.Throw<FormatException>(() => SandboxModes.Parse(text)).Message.ShouldBe($"unknown sandbox mode \"{text}\" (use off, non-main or all)");

    [Theory]
    [InlineData(Main, false)]
    [InlineData(" Agent:Ops:HOME ", false)]
    [InlineData("home", false)]
    [InlineData(" Home ", false)]
    [InlineData("main", true)]
    [InlineData("agent:ops:main", true)]
    [InlineData("agent:other:home", true)]
    [InlineData("agent:ops:telegram:group:1", true)]
    [InlineData(" ", true)]
    [InlineData(null, true)]
    public void All_but_the_main_session_are_sandboxed_by_non_main(string? session, bool isSandboxed)
    {
        SandboxModes.IsSandboxed(SandboxMode.NonMain, session, Main).ShouldBe(isSandboxed);
        SandboxModes.IsSandboxed(SandboxMode.Off, session, Main).ShouldBeFalse();
        SandboxModes.IsSandboxed(SandboxMode.All, session, Main).ShouldBeTrue();
    }
}
