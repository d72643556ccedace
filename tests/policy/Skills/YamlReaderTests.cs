using Moltbot.Policy.Skills.Yaml;

namespace Moltbot.Policy.Tests.Skills;

/// <summary>The part of YAML that is taken.</summary>
public sealed class YamlReaderTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("# nothing\n", null)]
    [InlineData("a: b", """{"a":"b"}""")]
    [InlineData("a: 1\nb: '1'\nc: [x, {y: z}]\nd:\n- p\n- q", """{"a":1,"b":"1","c":["x",{"y":"z"}],"d":["p","q"]}""")]
    [InlineData("---\na: b\n...\n", """{"a":"b"}""")]
    [InlineData("a: |\n  x\n  y\n", """{"a":"x\ny\n"}""")]
    public void Maps_lists_and_texts_are_taken(string text, string? json) => (YamlReader.Read(text) is { } node ? YamlJson.Of(node)!.ToJsonString() : null).ShouldBe(json);

    [Theory]
    [InlineData("%YAML 1.2\n---\na: b", 1, "a directive (%YAML, %TAG) is not taken; maps, lists and texts are")]
    [InlineData("%TAG !e! tag:x,2000:\n---\na: b", 1, "a directive (%YAML, %TAG) is not taken; maps, lists and texts are")]
    [InlineData("a: b\n---\nc: d", 2, "a second document is not taken; maps, lists and texts are")]
    [InlineData("x: y\na: &b c", 2, "an anchor (&name) is not taken; maps, lists and texts are")]
    [InlineData("a: &b [c]", 1, "an anchor (&name) is not taken; maps, lists and texts are")]
    [InlineData("a: *b", 1, "an alias (*name) is not taken; maps, lists and texts are")]
    [InlineData("a: !!int 1", 1, "a tag (!name) is not taken; maps, lists and texts are")]
    [InlineData("a: !x {}", 1, "a tag (!name) is not taken; maps, lists and texts are")]
    [InlineData("a: b\n? [c]\n: d", 1, "a key that is no text is not taken; maps, lists and texts are")]
    [InlineData("{{a: b}: c}", 1, "a key that is no text is not taken; maps, lists and texts are")]
    [InlineData("a: b\nc: {a: b, a: c}", 2, "\"a\" is given twice")]
    public void What_hides_or_grows_is_refused(string text, int line, string message)
    {
        var error = Should.Throw<UnusableYamlException>(() => YamlReader.Read(text));
        error.Message.ShouldBe(message);
        error.Line.ShouldBe(line);
        error.IsSyntax.ShouldBeFalse();
    }

    [Theory]
    [InlineData("a: b\nc: {", 2)]
    [InlineData("a: b: c", 1)]
    [InlineData("a: 'b", 1)]
    public void What_is_no_yaml_is_told_without_the_place_in_front(string text, int line)
    {
        var error = Should.Throw<UnusableYamlException>(() => YamlReader.Read(text));
        error.Message.ShouldStartWith("is no YAML: ");
        error.Message.ShouldNotContain("Line:");
        error.Message["is no YAML: ".Length..].ShouldNotStartWith(":");
        char.IsLetter(error.Message["is no YAML: ".Length]).ShouldBeTrue(error.Message);
        error.Line.ShouldBeInRange(line, line + 1);
        error.IsSyntax.ShouldBeTrue();
    }

    [Fact]
    public void As_much_as_may_be_is_read()
    {
        YamlReader.Read("a: " + new string('x', 65_533)).ShouldNotBeNull();
        Should.Throw<UnusableYamlException>(() => YamlReader.Read("a: " + new string('x', 65_534))).Line.ShouldBe(1);
        YamlReader.Read($"[{string.Join(',', Enumerable.Repeat("x", 4_999))}]").ShouldNotBeNull();
        Should.Throw<UnusableYamlException>(() => YamlReader.Read($"[{string.Join(',', Enumerable.Repeat("x", 5_000))}]")).Message.ShouldBe("has more than 5000 parts");
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{a: ", "}")]
    [InlineData("[{a: ", "}]")]
    public void Sixteen_levels_are_read(string open, string close)
    {
        var each = open.Count(static c => c is '[' or '{');
        YamlReader.Read(Nested(16 / each)).ShouldNotBeNull();
        Should.Throw<UnusableYamlException>(() => YamlReader.Read(Nested((16 / each) + 1))).Message.ShouldBe("is nested deeper than 16 levels");

        string Nested(int levels) => string.Concat(Enumerable.Repeat(open, levels)) + "x" + string.Concat(Enumerable.Repeat(close, levels));
    }
}
