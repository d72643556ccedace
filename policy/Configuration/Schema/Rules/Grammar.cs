using System.Text.Json.Nodes;

namespace Moltbot.Policy.Configuration.Schema.Rules;

/// <summary>The words that the schema classes are written in.</summary>
internal static class Grammar
{
    public static Rule Text { get; } = new TextRule();

    /// <summary>A string of at least one character.</summary>
    public static Rule SomeText { get; } = new TextRule { MinLength = 1 };

    public static Rule Flag { get; } = new FlagRule();

    public static Rule Number { get; } = new NumberRule();

    public static Rule PositiveNumber { get; } = new NumberRule { MoreThan = 0 };

    /// <summary>A share, 0–1.</summary>
    public static Rule Share { get; } = new NumberRule { AtLeast = 0, AtMost = 1 };

    /// <summary>A whole number above 0.</summary>
    public static Rule Positive { get; } = new NumberRule { Whole = true, MoreThan = 0 };

    /// <summary>A whole number, 0 or more.</summary>
    public static Rule Count { get; } = new NumberRule { Whole = true, AtLeast = 0 };

    public static Rule Anything { get; } = new AnythingRule();

    public static Rule Texts { get; } = new ListRule(Text);

    public static Rule TextMap { get; } = new MapRule(Text);

    /// <summary>An id: a string, or a number written without quotes.</summary>
    public static Rule Id { get; } = Either("string or number", Text, Number);

    public static Rule Ids { get; } = new ListRule(Id);

    /// <summary>A whole number within bounds, both included.</summary>
    public static Rule Between(double least, double most) => new NumberRule { Whole = true, AtLeast = least, AtMost = most };

    /// <summary>A number within bounds, both included.</summary>
    public static Rule Range(double least, double most) => new NumberRule { AtLeast = least, AtMost = most };

    public static Rule AtLeast(double least) => new NumberRule { Whole = true, AtLeast = least };

    public static Rule OneOf(params string[] words) => new ChoiceRule(words);

    public static Rule ListOf(Rule item) => new ListRule(item);

    public static Rule MapOf(Rule item) => new MapRule(item);

    /// <summary>Objects by name that are laid over the object around them (accounts of a channel).</summary>
    public static Rule Overlays(Rule item) => new MapRule(item) { IsOverlay = true };

    public static Rule Either(string expected, params Rule[] options) => new EitherRule(options) { Expected = expected };

    /// <summary>An object with these keys and no others.</summary>
    public static ShapeRule Shape(params Field[] fields) => new(fields);

    /// <summary>A key that may be absent.</summary>
    public static Field Key(string name, Rule rule) => new(name, rule);

    public static Field Required(string name, Rule rule) => new(name, rule) { IsRequired = true };

    /// <summary>A key whose value must never be shown.</summary>
    public static Field Secret(string name) => new(name, Text) { IsSecret = true };

    /// <summary>A key that may be absent and names a file or folder of the machine, or several.</summary>
    public static Field HostPath(string name, Rule? rule = null) => new(name, rule ?? Text) { Host = HostUse.Path };

    /// <summary>A key that may be absent and names a program of the machine, or code that would run there.</summary>
    public static Field HostProgram(string name, Rule? rule = null) => new(name, rule ?? Text) { Host = HostUse.Program };

    /// <summary>A key that may be absent and names a file of the machine with a secret in it.</summary>
    public static Field SecretFile(string name) => new(name, Text) { Host = HostUse.SecretFile };

    /// <summary>A key with a value of its own when absent.</summary>
    public static Field Default(string name, Rule rule, JsonNode value) => new(name, rule) { Default = value };

    /// <summary>A key this project adds to the original's.</summary>
    public static Field Ours(string name, Rule rule) => new(name, rule) { IsOurs = true };
}
