using System.Text.Json.Nodes;
using Moltbot.Cli.Local;

namespace Moltbot.Cli.Tests.Local;

public sealed class ConfigValueTests
{
    [Theory]
    [InlineData("""{"a":{"b":1,"c":2}}""", "a", """{"b":1}""", """{"a":{"c":null}}""")]
    [InlineData("""{"a":{"b":{"x":1},"c":2}}""", "a", """{"b":{"y":1},"c":2}""", """{"a":{"b":{"x":null,"y":1}}}""")]
    [InlineData("""{}""", "a.b", "5", """{"a":{"b":5}}""")]
    [InlineData("""{"a":5}""", "a.b", "5", """{"a":{"b":5}}""")]
    [InlineData("""{"a":[1]}""", "a", "[2]", """{"a":[2]}""")]
    public void ThePatchMakesExactlyTheValue(string written, string path, string value, string patch) =>
        ConfigValue.Patch(JsonNode.Parse(written), path.Split('.'), JsonNode.Parse(value)).ToJsonString().ShouldBe(patch);

    [Theory]
    [InlineData("5", "5")]
    [InlineData("lan", "\"lan\"")]
    [InlineData("123:ABC", "\"123:ABC\"")]
    [InlineData("'true'", "\"true\"")]
    [InlineData("[1, 2,]", "[1,2]")]
    public void ValuesAreJson5OrText(string text, string json) => ConfigValue.Read(text)!.ToJsonString().ShouldBe(json);
}
