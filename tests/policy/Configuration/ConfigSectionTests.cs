using System.Text.Json;
using Moltbot.Policy.Configuration;

namespace Moltbot.Policy.Tests.Configuration;

/// <summary>What is missing, or of another kind, reads as not set.</summary>
public sealed class ConfigSectionTests
{
    private static readonly ConfigSection Section = new(JsonDocument.Parse("""
        {"text":" a ","blank":" ","no":false,"yes":true,"number":2.5,"huge":1e300,"tiny":-1e300,"nothing":null,"list":["a",7,true,null,["b"]],
         "shape":{"a":"x","b":5,"c":2.5,"d":1e300,"e":-1e300,"f":null}}
        """).RootElement);

    [Fact]
    public void Texts()
    {
        Section.String("text").ShouldBe(" a ");
        Section.Text("text").ShouldBe("a");
        Section.Text("blank").ShouldBeNull();
        Section.String("number").ShouldBeNull();
        Section.Text("missing").ShouldBeNull();
    }

    [Fact]
    public void Switches()
    {
        (Section.Bool("no"), Section.Bool("yes"), Section.Bool("text"), Section.Bool("missing")).ShouldBe((false, true, null, null));
        (Section.Has("no"), Section.Has("nothing"), Section.Has("missing")).ShouldBe((true, false, false));
    }

    [Fact]
    public void Numbers_end_where_their_kind_does()
    {
        (Section.Number("number"), Section.Number("text")).ShouldBe((2.5, null));
        (Section.Int("number"), Section.Int("huge"), Section.Int("tiny"), Section.Int("text")).ShouldBe((2, int.MaxValue, int.MinValue, null));
        (Section.Long("number"), Section.Long("huge"), Section.Long("tiny"), Section.Long("text")).ShouldBe((2, 9_000_000_000_000_000, -9_000_000_000_000_000, null));
        (Section.Seconds("number"), Section.Seconds("huge"), Section.Seconds("tiny"), Section.Seconds("text")).ShouldBe((TimeSpan.FromSeconds(2.5), TimeSpan.FromSeconds(1e9), TimeSpan.Zero, null));
        (Section.Milliseconds("number"), Section.Milliseconds("huge"), Section.Milliseconds("tiny"), Section.Milliseconds("text"))
            .ShouldBe((TimeSpan.FromMilliseconds(2.5), TimeSpan.FromMilliseconds(1e12), TimeSpan.Zero, null));
    }

    [Fact]
    public void Lists_hold_texts_and_numbers()
    {
        Section.Strings("list").ShouldBe(["a", "7"]);
        Section.Strings("text").ShouldBeEmpty();
        Section.StringsOrNull("text").ShouldBeNull();
        Section.Items("list").Count().ShouldBe(5);
        Section.Items("shape").ShouldBeEmpty();
    }

    [Fact]
    public void Shapes_hold_what_is_of_the_kind()
    {
        Section.Entries("shape").Select(static entry => entry.Key).ShouldBe(["a", "b", "c", "d", "e", "f"]);
        Section.Entries("list").ShouldBeEmpty();
        Section.Texts("shape").ShouldBe(new Dictionary<string, string> { ["a"] = "x" });
        Section.Ints("shape").ShouldBe(new Dictionary<string, int> { ["b"] = 5, ["c"] = 2, ["d"] = int.MaxValue, ["e"] = int.MinValue });
        Section.Numbers("shape").ShouldBe(new Dictionary<string, double> { ["b"] = 5, ["c"] = 2.5, ["d"] = 1e300, ["e"] = -1e300 });
        (Section.Section("shape").Exists, Section.Section("list").Exists, Section.Section("missing").Exists, default(ConfigSection).Exists).ShouldBe((true, false, false, false));
        default(ConfigSection).Text("a").ShouldBeNull();
    }
}
