using Moltbot.Policy.Commands;

namespace Moltbot.Policy.Tests.Commands;

public sealed class SettingCommandTests
{
    [Theory]
    [InlineData("/config", SettingAction.Show, null)]
    [InlineData("  /CONFIG  Show ", SettingAction.Show, null)]
    [InlineData("/config get a.b", SettingAction.Show, "a.b")]
    [InlineData("/config show  a.b ", SettingAction.Show, "a.b")]
    [InlineData("/config unset a.b", SettingAction.Unset, "a.b")]
    public void The_configuration_is_shown_and_changed(string text, SettingAction action, string? path) =>
        SettingCommand.Config(text).ShouldBe(new SettingCommand(action, path));

    [Theory]
    [InlineData("/debug", SettingAction.Show, null)]
    [InlineData("/debug show a.b", SettingAction.Show, null)]
    [InlineData("/debug RESET", SettingAction.Reset, null)]
    [InlineData("/debug unset a.b", SettingAction.Unset, "a.b")]
    public void Overrides_are_shown_and_taken_back(string text, SettingAction action, string? path) =>
        SettingCommand.Debug(text).ShouldBe(new SettingCommand(action, path));

    [Theory]
    [InlineData("a=true", "a", "true")]
    [InlineData("a=false", "a", "false")]
    [InlineData("a=null", "a", null)]
    [InlineData(" a.b = -1.5 ", "a.b", "-1.5")]
    [InlineData("a=007", "a", "7")]
    [InlineData("a=1.", "a", "\"1.\"")]
    [InlineData("a=yes", "a", "\"yes\"")]
    [InlineData("a=b=c", "a", "\"b=c\"")]
    [InlineData("a='it is'", "a", "\"it is\"")]
    [InlineData("""a="x\ty" """, "a", """ "x\ty" """)]
    [InlineData("""a="x"y" """, "a", """ "x\u0022y" """)]
    [InlineData("""a={"b":[1]}""", "a", """{"b":[1]}""")]
    [InlineData("a=[]", "a", "[]")]
    public void A_value_is_read_as_what_it_looks_like(string assignment, string path, string? value)
    {
        foreach (SettingCommand? read in new[] { SettingCommand.Config($"/config set {assignment}"), SettingCommand.Debug($"/debug set {assignment}") })
        {
            (read!.Action, read.Path, read.Value?.ToJsonString(), read.Problem).ShouldBe((SettingAction.Set, path, value?.Trim(), null));
        }
    }

    [Theory]
    [InlineData("/config drop a", "Usage: /config show|set|unset")]
    [InlineData("/config unset", "Usage: /config unset path")]
    [InlineData("/config set", "Usage: /config set path=value")]
    [InlineData("/config set =1", "Usage: /config set path=value")]
    [InlineData("/config set  = 1", "Usage: /config set path=value")]
    [InlineData("/config set a", "Usage: /config set path=value")]
    [InlineData("/config set a=", "Missing value.")]
    [InlineData("/config set a={b", "Invalid JSON.")]
    public void What_cannot_be_read_is_said(string text, string problem) =>
        SettingCommand.Config(text).ShouldBe(new SettingCommand(SettingAction.Error, Problem: problem));

    [Theory]
    [InlineData("/debug drop a", "Usage: /debug show|set|unset|reset")]
    [InlineData("/debug unset", "Usage: /debug unset path")]
    [InlineData("/debug set a", "Usage: /debug set path=value")]
    public void Of_overrides_too(string text, string problem) =>
        SettingCommand.Debug(text).ShouldBe(new SettingCommand(SettingAction.Error, Problem: problem));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("config show")]
    [InlineData("please /config show")]
    [InlineData("please /debug show")]
    public void Other_texts_are_none(string? text) => (SettingCommand.Config(text), SettingCommand.Debug(text)).ShouldBe((null, null));
}
