using Moltbot.Policy.Skills;
using Moltbot.Policy.Skills.Yaml;

namespace Moltbot.Policy.Tests.Skills;

/// <summary>The head of a <c>SKILL.md</c>.</summary>
public sealed class FrontMatterTests
{
    [Theory]
    [InlineData("---\nname: n\n---\nbody", "name=n@2")]
    [InlineData("---\r\nname: n\r\na: b\r\n---\r\nbody", "name=n@2 a=b@3")]
    [InlineData("---\rname: n\r---\r", "name=n@2")]
    [InlineData("---\nname: n\na: b---c\n---\n", "name=n@2 a=b---c@3")]
    [InlineData("---\nname: n\n---", "name=n@2")]
    [InlineData("---\n---\n", "")]
    [InlineData("---\n\n---\n", "")]
    [InlineData("---\n- x\n---\n", "")]
    [InlineData("---\nname: ' n '\na: ''\nb:\n---\n", "name=n@2")]
    [InlineData("---\na: {b: [1, \"x\"]}\n---\n", "a={b: [1, \"x\"]}@2")]
    [InlineData("---\na:\n  b: [1, \"x\"]\n---\n", "a={\"b\":[1,\"x\"]}@2")]
    [InlineData("---\na: [x]\n---\n", "a=[x]@2")]
    public void Keys_have_texts_and_lines(string text, string values)
    {
        var head = FrontMatter.Read(text);
        head.Exists.ShouldBeTrue();
        string.Join(' ', head.Values.Select(each => $"{each.Key}={each.Value}@{head.Lines[each.Key]}")).ShouldBe(values);
    }

    [Theory]
    [InlineData("")]
    [InlineData("name: n")]
    [InlineData("\n---\nname: n\n---\n")]
    [InlineData("---\nname: n\n")]
    [InlineData("--\nname: n\n--\n")]
    public void Without_two_lines_of_dashes_there_is_none(string text) => FrontMatter.Read(text).Exists.ShouldBeFalse();

    [Theory]
    [InlineData("'x'", "x")]
    [InlineData("\"x\"", "x")]
    [InlineData("\"x'", "\"x'")]
    [InlineData("xyx", "xyx")]
    [InlineData("\"", "\"")]
    [InlineData("\"\"", null)]
    [InlineData("x: y", "x: y")]
    [InlineData("", null)]
    [InlineData("\n  more\n\n\tand more", "more\n\n\tand more")]
    public void What_is_no_yaml_is_read_by_lines(string written, string? value)
    {
        var head = FrontMatter.Read($"---\nbad: a: b\nkey: {written}\n  \nlast: z\n---\n");
        head.Values.GetValueOrDefault("key").ShouldBe(value);
        head.Values["bad"].ShouldBe("a: b");
        head.Values["last"].ShouldBe("z");
        head.Lines.GetValueOrDefault("key", 3).ShouldBe(3);
        head.Lines["last"].ShouldBe(5 + written.Count(static c => c == '\n'));
    }

    [Theory]
    [InlineData("a: &b c", "an anchor (&name) is not taken; maps, lists and texts are", 2)]
    [InlineData("x: y\na: *b", "an alias (*name) is not taken; maps, lists and texts are", 3)]
    [InlineData("a: b\na: c", "\"a\" is given twice", 3)]
    [InlineData("a: [[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]", "is nested deeper than 16 levels", 2)]
    public void What_is_refused_is_not_read_by_lines(string block, string message, int line)
    {
        var error = Should.Throw<UnusableYamlException>(() => FrontMatter.Read($"---\n{block}\n---\n"));
        error.Message.ShouldBe(message);
        error.Line.ShouldBe(line);
    }

    [Fact]
    public void A_head_that_is_too_large_is_not_read_by_lines()
    {
        Should.Throw<UnusableYamlException>(() => FrontMatter.Read($"---\na: {new string('x', 65_536)}\n---\n")).Message.ShouldBe("has 65539 characters; at most 65536 are read");
        Should.Throw<UnusableYamlException>(() => FrontMatter.Read($"---\na: [{string.Join(',', Enumerable.Repeat("x", 5_000))}]\n---\n")).Message.ShouldBe("has more than 5000 parts");
    }
}
