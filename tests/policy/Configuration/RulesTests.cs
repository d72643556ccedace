using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration.Schema.Checks;
using Moltbot.Policy.Configuration.Schema.Rules;
using static Moltbot.Policy.Configuration.Schema.Rules.Grammar;

namespace Moltbot.Policy.Tests.Configuration;

/// <summary>What each kind of rule accepts, what it says of the rest, and how it describes itself to tools.</summary>
public sealed class RulesTests
{
    private static readonly IReadOnlyDictionary<string, Rule> Rules = new Dictionary<string, Rule>
    {
        ["between"] = Between(1, 5),
        ["range"] = Range(0.5, 1.5),
        ["positive"] = PositiveNumber,
        ["whole"] = new NumberRule { Whole = true },
        ["text"] = new TextRule { MinLength = 2, MaxLength = 3 },
        ["list"] = new ListRule(Flag) { Check = static (list, path, inspection) => inspection.Report(path, $"{list.Count} items") },
        ["map"] = new MapRule(Flag) { AcceptsKey = static key => key == "a" },
        ["closed"] = Shape(Required("text", Text), Required("number", Number), Required("flag", Flag), Required("list", Texts), Required("map", TextMap), Required("word", OneOf("x", "y")), Required("shape", Shape())),
        ["dropping"] = new ShapeRule([Key("a", Flag)]) { DropsOthers = true },
        ["open"] = new ShapeRule([Key("a", Flag)]) { Others = Number },
        ["checked"] = Shape(Key("a", Flag)).Checked(static (_, path, inspection) => inspection.Report(path, "checked")),
        ["more"] = Shape(Key("a", Flag)).Checked(static (_, path, inspection) => inspection.Report(path, "checked")).With(Key("b", Flag)),
        ["either"] = Either("string or whole number", Text, Count),
    };

    [Theory]
    [InlineData("between", "1", "")]
    [InlineData("between", "5", "")]
    [InlineData("between", "0", ": Too small: expected number to be >=1")]
    [InlineData("between", "6", ": Too big: expected number to be <=5")]
    [InlineData("between", "1.5", ": Invalid input: expected int, received number")]
    [InlineData("range", "0.5", "")]
    [InlineData("range", "1.5", "")]
    [InlineData("range", "0.4", ": Too small: expected number to be >=0.5")]
    [InlineData("range", "1.6", ": Too big: expected number to be <=1.5")]
    [InlineData("positive", "0", ": Too small: expected number to be >0")]
    [InlineData("positive", "0.1", "")]
    [InlineData("whole", "9007199254740991", "")]
    [InlineData("whole", "9007199254740993", ": Too big: expected int to be <=9007199254740991")]
    [InlineData("whole", "-9007199254740991", "")]
    [InlineData("whole", "-9007199254740993", ": Too small: expected int to be >=-9007199254740991")]
    [InlineData("text", "\"ab\"", "")]
    [InlineData("text", "\"abc\"", "")]
    [InlineData("text", "\"a\"", ": Too small: expected string to have >=2 characters")]
    [InlineData("text", "\"abcd\"", ": Too big: expected string to have <=3 characters")]
    [InlineData("text", "5", ": Invalid input: expected string, received number")]
    [InlineData("list", "[true]", ": 1 items")]
    [InlineData("list", "[5]", "0: Invalid input: expected boolean, received number")]
    [InlineData("map", """{"a":5,"b":5}""", "a: Invalid input: expected boolean, received number|b: Invalid key in record")]
    [InlineData("dropping", """{"a":true,"b":5}""", "")]
    [InlineData("open", """{"a":true,"b":5,"c":true}""", "c: Invalid input: expected number, received boolean")]
    [InlineData("checked", """{"a":true}""", ": checked")]
    [InlineData("checked", """{"a":5}""", "a: Invalid input: expected boolean, received number")]
    [InlineData("checked", """{"b":5}""", ": Unrecognized key: \"b\"")]
    [InlineData("more", """{"b":true}""", ": checked")]
    [InlineData("either", "5", "")]
    [InlineData("either", "\"a\"", "")]
    [InlineData("either", "1.5", ": Invalid input: expected string or whole number")]
    [InlineData("closed", "{}", "text: Invalid input: expected string, received undefined|number: Invalid input: expected number, received undefined|flag: Invalid input: expected boolean, received undefined|list: Invalid input: expected array, received undefined|map: Invalid input: expected record, received undefined|word: Invalid input: expected \"x\"|\"y\", received undefined|shape: Invalid input: expected object, received undefined")]
    public void A_value_is_accepted_or_told_why_not(string rule, string value, string issues)
    {
        var inspection = new Inspection(additions: true);

        Rules[rule].Apply(JsonNode.Parse(value), "", inspection);

        string.Join('|', inspection.Issues.Select(static issue => $"{issue.Path}: {issue.Message}")).ShouldBe(issues);
    }

    [Fact]
    public void What_is_not_listed_is_dropped_where_that_is_the_rule() =>
        Rules["dropping"].Apply(JsonNode.Parse("""{"a":true,"b":5}"""), "", new Inspection(additions: true))!.ToJsonString().ShouldBe("""{"a":true}""");

    [Fact]
    public void A_rule_describes_itself_as_JSON_Schema()
    {
        Shape(Key("list", Texts), Key("map", TextMap), Key("either", Id), Grammar.Default("flag", Flag, true), Required("text", SomeText), Ours("ours", new OursRule(Flag, Number, static _ => true)), Key("word", OneOf("x", "y")))
            .Describe().ToJsonString().ShouldBe(
                """{"type":"object","properties":{"list":{"type":"array","items":{"type":"string"}},"map":{"type":"object","additionalProperties":{"type":"string"}},"either":{"anyOf":[{"type":"string"},{"type":"number"}]},"flag":{"type":"boolean","default":true},"text":{"type":"string","minLength":1},"ours":{"anyOf":[{"type":"boolean"},{"type":"number"}]},"word":{"type":"string","enum":["x","y"]}},"required":["flag","text"],"additionalProperties":false}""");
        Shape().Describe().ToJsonString().ShouldBe("""{"type":"object","properties":{},"additionalProperties":false}""");
        Rules["dropping"].Describe()["additionalProperties"]!.ToJsonString().ShouldBe("true");
        Rules["open"].Describe()["additionalProperties"]!.ToJsonString().ShouldBe("""{"type":"number"}""");
        new ShapeRule([]) { Others = Anything }.Describe()["additionalProperties"]!.ToJsonString().ShouldBe("true");
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("z-9", true)]
    [InlineData("0", true)]
    [InlineData("A", false)]
    [InlineData("a_b", false)]
    [InlineData("", false)]
    public void A_browsers_profile_has_a_plain_name(string name, bool isOne) => BrowserProfiles.IsName(name).ShouldBe(isOne);

    [Theory]
    [InlineData("[]", "0: expected safe executable name or path")]
    [InlineData("[5]", "0: expected safe executable name or path")]
    [InlineData("[\"a b\"]", "0: expected safe executable name or path")]
    [InlineData("[\"whisper\",\"; rm\"]", "")]
    public void A_command_begins_with_a_safe_program(string command, string issues)
    {
        var inspection = new Inspection(additions: true);

        SafeExecutables.CheckCommand((JsonArray)JsonNode.Parse(command)!, "", inspection);

        string.Join('|', inspection.Issues.Select(static issue => $"{issue.Path}: {issue.Message}")).ShouldBe(issues);
    }
}
