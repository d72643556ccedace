using Moltbot.Policy.Nodes;

namespace Moltbot.Policy.Tests.Nodes;

public sealed class NodePayloadTextTests
{
    private static readonly string Png = Convert.ToBase64String([0x89, .. "PNG\r\n\u001a\n"u8, .. new byte[992]]);

    [Theory]
    [InlineData(null, "")]
    [InlineData("null", "null")]
    [InlineData("""{ "a": [1, true, "x"], "b": null }""", """{"a":[1,true,"x"],"b":null}""")]
    [InlineData("""{"a":1,"a":2}""", """{"a":1,"a":2}""")]
    [InlineData("no json", "no json")]
    [InlineData("\"\\ud800\"", "\"\\ud800\"")]
    public void It_is_told_on_one_line(string? json, string told) => NodePayloadText.Of(json).ShouldBe(told);

    [Fact]
    public void Of_bytes_is_told_what_they_are()
    {
        NodePayloadText.Of($$"""{"base64":"{{Png}}","more":["data:image/png;base64,{{Png}}"]}""").ShouldBe("""{"base64":"[image/png, 1000 bytes]","more":["[image/png, 1000 bytes]"]}""");
        NodePayloadText.Of($"\"{Convert.ToBase64String(new byte[601])}\"").ShouldBe("\"[bytes, 601 bytes]\"");
        NodePayloadText.Of(Png).ShouldBe("[image/png, 1000 bytes]");
        NodePayloadText.Of($$"""{"{{Png}}":1}""").ShouldBe("""{"[image/png, 1000 bytes]":1}""");
    }

    [Fact]
    public void What_is_text_stays()
    {
        string words = string.Concat(Enumerable.Repeat("some words, ", 100));
        NodePayloadText.Of($"\"{words}\"").ShouldBe($"\"{words}\"");
        NodePayloadText.Of($"\"{new string('a', 255)}\"").ShouldBe($"\"{new string('a', 255)}\"");
    }
}
