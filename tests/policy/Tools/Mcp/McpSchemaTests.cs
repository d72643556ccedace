using System.Text.Json;
using Moltbot.Policy.Tools.Mcp;

namespace Moltbot.Policy.Tests.Tools.Mcp;

/// <summary>What of a server's schema a model is shown: the usual words, as every provider takes them, and nothing that nobody sees.</summary>
public sealed class McpSchemaTests
{
    [Theory]
    [InlineData("{}", """{"type":"object","properties":{}}""")]
    [InlineData("""{"type":"object"}""", """{"type":"object","properties":{}}""")]
    [InlineData("""{"properties":{"a":{}}}""", """{"properties":{"a":{}},"type":"object"}""")]
    [InlineData("""{"$id":"x","$schema":"y","type":"object","properties":{},"x-mcp-header":"Z","examples":[1],"if":{}}""", """{"type":"object","properties":{}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":["string","null"],"enum":["x",1,null,{"y":"\u200bz"}],"default":"\u202eq","const":true}}}""", """{"type":"object","properties":{"a":{"type":["string","null"],"enum":["x",1,null,{"y":"z"}],"default":"q","const":true}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"spell","enum":"x","minimum":"1","maximum":2,"description":3,"format":"date"}}}""", """{"type":"object","properties":{"a":{"maximum":2,"format":"date"}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"items":{"anyOf":[{"type":"string"},true,7]},"additionalProperties":false,"not":{"type":"null"},"uniqueItems":true,"oneOf":[],"allOf":{}}}}""", """{"type":"object","properties":{"a":{"items":{"anyOf":[{"type":"string"},{},{}]},"additionalProperties":false,"not":{"type":"null"},"uniqueItems":true}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#/$defs/D"},"b":{"$ref":"#/$defs/E"},"c":{"$ref":"https://a.example/"},"d":true},"$defs":{"D":{"type":"string"}}}""", """{"type":"object","properties":{"a":{"$ref":"#/$defs/D"},"b":{},"c":{},"d":{}},"$defs":{"D":{"type":"string"}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{}},"required":["a","a b",1]}""", """{"type":"object","properties":{"a":{}},"required":["a"]}""")]
    [InlineData("""{"type":"object","anyOf":[{"required":["a"]}],"oneOf":[{}],"allOf":[{}],"not":{},"enum":[1],"const":1,"$ref":"#/$defs/D","$defs":{"D":{}},"properties":{"a":{"anyOf":[{"type":"string"}]}}}""", """{"type":"object","$defs":{"D":{}},"properties":{"a":{"anyOf":[{"type":"string"}]}}}""")]
    [InlineData("""{"properties":{"a":{"minLength":-1,"maxLength":1.5,"minItems":0,"maxItems":1e99,"multipleOf":0,"type":["string","string"]},"b":{"multipleOf":0.5}},"required":["a","a"]}""", """{"properties":{"a":{"minItems":0,"type":["string"]},"b":{"multipleOf":0.5}},"required":["a"],"type":"object"}""")]
    public void It_is_told_in_the_usual_words(string said, string told) => McpSchema.Clean(JsonElement.Parse(said))!.Value.GetRawText().ShouldBe(told);

    [Theory]
    [InlineData("[]")]
    [InlineData("true")]
    [InlineData("\"object\"")]
    [InlineData("""{"type":"array"}""")]
    [InlineData("""{"type":["object","null"]}""")]
    [InlineData("""{"properties":{"a b":{}}}""")]
    [InlineData("""{"properties":{"":{}}}""")]
    [InlineData("""{"properties":{"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa":{}}}""")]
    [InlineData("""{"$defs":{"a b":{}}}""")]
    [InlineData("""{"description":"\ud800"}""")]
    public void What_no_model_takes_is_none(string said) => McpSchema.Clean(JsonElement.Parse(said)).ShouldBeNull();

    [Fact]
    public void One_that_is_too_long_or_too_deep_is_none()
    {
        McpSchema.Clean(JsonElement.Parse($$"""{"description":"{{new string('d', McpSchema.MaxLength)}}"}""")).ShouldBeNull();
        McpSchema.Clean(JsonElement.Parse($$"""{"description":"{{new string('d', McpSchema.MaxLength - 18)}}"}""")).ShouldNotBeNull();
        McpSchema.Clean(Deep(11)).ShouldNotBeNull();
        McpSchema.Clean(Deep(12)).ShouldBeNull();

        static JsonElement Deep(int levels) => JsonElement.Parse(
            string.Concat(Enumerable.Repeat("""{"properties":{"a":""", levels)) + "{}" + string.Concat(Enumerable.Repeat("}}", levels)));
    }
}
