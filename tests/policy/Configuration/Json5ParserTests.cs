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
    [InlineData("0", "0")]
    [InlineData("1E5", "100000")]
    [InlineData("1e+2", "100")]
    [InlineData("25e-1", "2.5")]
    [InlineData("-.5", "-0.5")]
    [InlineData("+.5", "0.5")]
    [InlineData("-5.", "-5")]
    [InlineData("0.25", "0.25")]
    [InlineData("0X1f", "31")]
    [InlineData("-0xff", "-255")]
    [InlineData("0x4000000000000000", "4611686018427387904")]
    [InlineData("0xFFFFFFFFFFFFFFFF", "1.8446744073709552E+19")]
    [InlineData("-0xFFFFFFFFFFFFFFFF", "-1.8446744073709552E+19")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("9223372036854775808", "9.223372036854776E+18")]
    [InlineData("[1 , 2 ,]", "[1,2]")]
    [InlineData("[\n]", "[]")]
    [InlineData("{ a : 1 , }", """{"a":1}""")]
    [InlineData("{\n}", "{}")]
    [InlineData("\v\f\t\u2028\u2029\u20031\u3000", "1")]
    [InlineData("/**/1/* * / **/", "1")]
    [InlineData("1//x", "1")]
    [InlineData("//x\r1", "1")]
    [InlineData("//x\u2028[//y\u2029]", "[]")]
    [InlineData("'\\b\\f\\n\\r\\t\\v'", "\"\\b\\f\\n\\r\\t\\u000B\"")]
    [InlineData("'a\\\r\nb\\\rc\\\u2028d\\\u2029e'", "\"abcde\"")]
    [InlineData("\"it's\"", "\"it\\u0027s\"")]
    [InlineData("'\"'", "\"\\u0022\"")]
    [InlineData("'\u2028'", "\"\\u2028\"")]
    [InlineData("{$:1,_:2,a1:3,\u0061\u0301:4,a\u203f:5,a\u200c\u200d:6,\u2160:7,\u01c5:8,\u02b0:9,\u05d0:10,a\u0903:11}", """{"$":1,"_":2,"a1":3,"a\u0301":4,"a\u203F":5,"a\u200C\u200D":6,"\u2160":7,"\u01C5":8,"\u02B0":9,"\u05D0":10,"a\u0903":11}""")]
    [InlineData("{\ud835\udc00:1,x\ud835\udfd8:2}", """{"\uD835\uDC00":1,"x\uD835\uDFD8":2}""")]
    public void Reads_each_form_of_a_value(string text, string expected) => Json5Parser.Parse(text)!.ToJsonString().ShouldBe(expected);

    [Theory]
    [InlineData("Infinity", "JSON5: Infinity is not allowed here at 1:8")]
    [InlineData("-NaN", "JSON5: NaN is not allowed here at 1:4")]
    [InlineData("Info", "JSON5: invalid character 'o' at 1:4")]
    [InlineData("1e999", "JSON5: number is too large at 1:5")]
    [InlineData("1e", "JSON5: invalid end of input at 1:3")]
    [InlineData("1e+", "JSON5: invalid end of input at 1:4")]
    [InlineData("-", "JSON5: invalid end of input at 1:2")]
    [InlineData(".", "JSON5: invalid end of input at 1:2")]
    [InlineData(".e1", "JSON5: invalid character 'e' at 1:2")]
    [InlineData("0x", "JSON5: invalid end of input at 1:3")]
    [InlineData("0xg", "JSON5: invalid character 'g' at 1:3")]
    [InlineData(":", "JSON5: invalid character ':' at 1:1")]
    [InlineData("/", "JSON5: invalid end of input at 1:2")]
    [InlineData("/x", "JSON5: invalid character 'x' at 1:2")]
    [InlineData("/*/", "JSON5: invalid end of input at 1:4")]
    [InlineData("/*/1", "JSON5: invalid end of input at 1:5")]
    [InlineData("{:1}", "JSON5: invalid character ':' at 1:2")]
    [InlineData("'\\x 4'", "JSON5: invalid character ' ' at 1:4")]
    [InlineData("{,}", "JSON5: invalid character ',' at 1:2")]
    [InlineData("{1:2}", "JSON5: invalid character '1' at 1:2")]
    [InlineData("{a-b:2}", "JSON5: invalid character '-' at 1:3")]
    [InlineData("{\u200c:1}", "JSON5: invalid character '\u200c' at 1:2")]
    [InlineData("{\\u0031:1}", "JSON5: invalid identifier character at 1:7")]
    [InlineData("{\\ud835:1}", "JSON5: invalid identifier character at 1:7")]
    [InlineData("{\\x41:1}", "JSON5: invalid character 'x' at 1:3")]
    [InlineData("'a\nb'", "JSON5: invalid character '\\n' at 2:0")]
    [InlineData("'a\rb'", "JSON5: invalid character '\\r' at 1:3")]
    [InlineData("'\\", "JSON5: invalid end of input at 1:3")]
    [InlineData("'\\x4", "JSON5: invalid end of input at 1:5")]
    [InlineData("'\\u12g4'", "JSON5: invalid character 'g' at 1:6")]
    [InlineData("'\\01'", "JSON5: invalid character '1' at 1:4")]
    [InlineData("'\\9'", "JSON5: invalid character '9' at 1:3")]
    [InlineData("'x'\"", "JSON5: invalid character '\\\"' at 1:4")]
    [InlineData("1'", "JSON5: invalid character '\\'' at 1:2")]
    [InlineData("1\\", "JSON5: invalid character '\\\\' at 1:2")]
    [InlineData("1\\f", "JSON5: invalid character '\\\\' at 1:2")]
    [InlineData("{a\\t:1}", "JSON5: invalid character 't' at 1:4")]
    [InlineData("'\\x\f'", "JSON5: invalid character '\\f' at 1:4")]
    [InlineData("'\\x\t'", "JSON5: invalid character '\\t' at 1:4")]
    [InlineData("'\\x\v'", "JSON5: invalid character '\\v' at 1:4")]
    [InlineData("'\\x\u2028'", "JSON5: invalid character '\\u2028' at 1:4")]
    [InlineData("'\\x\u2029'", "JSON5: invalid character '\\u2029' at 1:4")]
    [InlineData("1\b", "JSON5: invalid character '\\b' at 1:2")]
    [InlineData("1\0", "JSON5: invalid character '\\0' at 1:2")]
    [InlineData("1\u0001", "JSON5: invalid character '\\x01' at 1:2")]
    [InlineData("1\u001f", "JSON5: invalid character '\\x1f' at 1:2")]
    [InlineData("1\u007f", "JSON5: invalid character '\u007f' at 1:2")]
    [InlineData("{a\tb:1}", "JSON5: invalid character 'b' at 1:4")]
    [InlineData("{a\vb:1}", "JSON5: invalid character 'b' at 1:4")]
    [InlineData("[1}", "JSON5: invalid character '}' at 1:3")]
    [InlineData("[1", "JSON5: invalid end of input at 1:3")]
    [InlineData("{a:1", "JSON5: invalid end of input at 1:5")]
    [InlineData("\uffff", "JSON5: invalid character '\uffff' at 1:1")]
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

    [Fact]
    public void Half_a_character_is_no_name()
    {
        Should.Throw<Json5Exception>(() => Json5Parser.Parse("{\ud835:1}")).Message.ShouldBe("JSON5: invalid character '\ud835' at 1:2");
        Should.Throw<Json5Exception>(() => Json5Parser.Parse("{a\ud835x:1}")).Message.ShouldBe("JSON5: invalid character '\ud835' at 1:3");
        Should.Throw<Json5Exception>(() => Json5Parser.Parse("{\udc00\udc00:1}")).Message.ShouldBe("JSON5: invalid character '\udc00' at 1:2");
    }

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
        Json5Parser.Parse("[1,2]", new Json5Limits(MaxLength: 5)).ShouldNotBeNull();
        Should.Throw<Json5Exception>(() => Json5Parser.Parse("{a:{b:{}}}", new Json5Limits(MaxDepth: 2))).Message.ShouldBe("JSON5: too many objects and lists inside each other at 1:7");
        Json5Parser.Parse("{a:{b:1},c:{d:2}}", new Json5Limits(MaxDepth: 2)).ShouldNotBeNull();
    }
}
