using System.Text.Json.Nodes;
using Moltbot.Policy.Skills.Answers;

namespace Moltbot.Policy.Tests.Skills;

/// <summary>The way to a value in what a service answers: the service may be anybody's.</summary>
public sealed class ValuePathTests
{
    [Theory]
    [InlineData("a", "a")]
    [InlineData("a.b", "a b")]
    [InlineData("a_1.b-c", "a_1 b-c")]
    [InlineData("größe", "größe")]
    [InlineData("a[0]", "a 0")]
    [InlineData("a[10].b", "a 10 b")]
    [InlineData("a[9999]", "a 9999")]
    [InlineData("a[1][2]", "a 1 2")]
    [InlineData("", null)]
    [InlineData(".", null)]
    [InlineData("a..b", null)]
    [InlineData("a.", null)]
    [InlineData("a b", null)]
    [InlineData("a$", null)]
    [InlineData("[0]", null)]
    [InlineData("a[]", null)]
    [InlineData("a[", null)]
    [InlineData("abc[0", null)]
    [InlineData("a]", null)]
    [InlineData("a[x]", null)]
    [InlineData("a[-1]", null)]
    [InlineData("a[10000]", null)]
    [InlineData("a[0]b", null)]
    [InlineData("a[0]b1]", null)]
    [InlineData("a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p", "a b c d e f g h i j k l m n o p")]
    [InlineData("a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q", null)]
    public void A_way_is_names_and_places(string text, string? steps)
    {
        var path = ValuePath.Read(text);
        (path is null ? null : string.Join(' ', path.Steps)).ShouldBe(steps);
        (path?.Text ?? text).ShouldBe(text);
    }

    [Theory]
    [InlineData("a.b", "1")]
    [InlineData("list[1]", "\"y\"")]
    [InlineData("list.1", "\"y\"")]
    [InlineData("list[2]", null)]
    [InlineData("list.-1", null)]
    [InlineData("list.x", null)]
    [InlineData("a.b.c", null)]
    [InlineData("a.x", null)]
    [InlineData("none", null)]
    [InlineData("none.x", null)]
    public void What_is_not_there_is_nothing(string text, string? value)
    {
        var found = ValuePath.Read(text)!.Find(JsonNode.Parse("""{"a":{"b":1},"list":["x","y"],"none":null}"""));
        (found is null ? null : found.ToJsonString()).ShouldBe(value);
    }
}
