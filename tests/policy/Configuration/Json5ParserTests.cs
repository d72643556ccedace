using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration.Json5;

namespace Moltbot.Policy.Tests.Configuration;

public sealed class Json5ParserTests
{
    [Theory]
    [InlineData("{a:1,'b':2,\"c\":[1,2,],}", """{"a":1,"b":2,"c":[1,2]}""")]
    [InlineData("// x\n{/* y */ $k_1: .5, h: 0xFF, n: -0x10, e: 1e3, p: +7, t: 5.,}", """{"$k_1":0.5,"h":255,"n":-16,"e":1000,"p":7,"t":5}""")]
    [InlineData("'a\\\nb\\x41\\u0042\\0\\'\\q'", "\"abAB\\u0000'q\"")]
    [InlineData("\ufeff\u00a0{\u00e9\u00df:null, \\u0061b:true}", """{"éß":null,"ab":true}""")]
    [InlineData("{a:1,a:2}", """{"a":2}""")]
    [InlineData("-1001234567890123456", "-1001234567890123456")]
    public void Reads_what_people_write(string text, string expected) =>
        JsonNode.DeepEquals(Json5Parser.Parse(text), JsonNode.Parse(expected)).ShouldBeTrue(Json5Parser.Parse(text)?.ToJsonString());

    [Theory]
    [InlineData("", "JSON5: invalid end of input at 1:1")]
    [InlineData("{", "JSON5: invalid end of input at 1:2")]
    [InlineData("{a}", "JSON5: invalid character '}' at 1:3")]
    [InlineData("{a:1 b:2}", "JSON5: invalid character 'b' at 1:6")]
    [InlineData("{\n  a: tru\n}", "JSON5: invalid character '\\n' at 3:0")]
    [InlineData("'a", "JSON5: invalid end of input at 1:3")]
    [InlineData("01", "JSON5: invalid character '1' at 1:2")]
    [InlineData("{} x", "JSON5: invalid character 'x' at 1:4")]
    [InlineData("[1,,2]", "JSON5: invalid character ',' at 1:4")]
    [InlineData("'\\1'", "JSON5: invalid character '1' at 1:3")]
    [InlineData("/* x", "JSON5: invalid end of input at 1:5")]
    public void Says_where_it_went_wrong(string text, string message) =>
        Should.Throw<Json5Exception>(() => Json5Parser.Parse(text)).Message.ShouldBe(message);

    [Theory]
    [InlineData("NaN")]
    [InlineData("-Infinity")]
    [InlineData("1e999")]
    public void Refuses_numbers_that_JSON_cannot_carry(string text) => Should.Throw<Json5Exception>(() => Json5Parser.Parse(text));

    [Fact]
    public void Refuses_what_is_too_large()
    {
        Should.Throw<Json5Exception>(() => Json5Parser.Parse("[[[1]]]", new Json5Limits(MaxDepth: 2))).Message.ShouldContain("too many");
        Should.Throw<Json5Exception>(() => Json5Parser.Parse("[1,2,3]", new Json5Limits(MaxLength: 5))).Message.ShouldContain("too long");
        Json5Parser.Parse("[[1]]", new Json5Limits(MaxDepth: 2)).ShouldNotBeNull();
    }
}
