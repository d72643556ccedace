using System.Text.Json.Nodes;

namespace Moltbot.Conformance.Tests;

public sealed class CaseComparisonTests
{
    [Theory]
    [InlineData("""{"a":null,"b":1}""", """{"b":1.0}""", true)]
    [InlineData("""{"b":1}""", """{"b":1,"c":2}""", false)]
    [InlineData("""[1,2]""", """[2,1]""", false)]
    [InlineData("""{"set":[1,2]}""", """{"set":[2,1]}""", true)]
    [InlineData("""{"set":["a","b"]}""", """["b","a"]""", true)]
    [InlineData("""{"set":["a"]}""", """["a","a"]""", false)]
    [InlineData("""{"map":[["x",1],["y",2]]}""", """{"y":2,"x":1}""", true)]
    [InlineData("""{"map":[["x",1]]}""", """{"x":2}""", false)]
    [InlineData("""true""", "\"true\"", false)]
    [InlineData("""null""", "null", true)]
    [InlineData("""{"regex":"^a$","flags":"i"}""", """{"regex":"^a$","flags":""}""", false)]
    public void Structure_counts_not_text(string expected, string actual, bool same) =>
        CaseComparison.AreEqual(JsonNode.Parse(expected), JsonNode.Parse(actual)).ShouldBe(same);
}
