using Moltbot.Policy.Configuration.Schema;
using Moltbot.Policy.Configuration.Schema.Rules;

namespace Moltbot.Policy.Tests.Configuration;

/// <summary>
/// Every key of the configuration, by <c>keys.txt</c>: its kind, its bounds, what it gets when it is absent, whether it is a secret, and
/// what of the machine it names, which makes it the operator's. A key that comes, goes or changes is seen there.
/// </summary>
public sealed class ConfigTableTests
{
    [Fact]
    public void Every_key_is_of_the_kind_that_is_written_down()
    {
        var written = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "keys.txt")).Skip(2).ToList();
        List<string> found = [.. new Table().Of(ConfigSchema.Document)];

        found.Except(written).ShouldBeEmpty("not written down so");
        written.Except(found).ShouldBeEmpty("not there");
        found.ShouldBe(written);
    }

    private sealed class Table
    {
        private readonly Dictionary<Rule, string> _told = new(ReferenceEqualityComparer.Instance);

        public IEnumerable<string> Of(ShapeRule document) => document.Fields.SelectMany(field => Of(field, ""));

        private IEnumerable<string> Of(Field field, string above)
        {
            var marks = string.Concat(
                field.IsRequired ? ", required" : "", field.IsOurs ? ", ours" : "", field.IsSecret ? ", secret" : "",
                field.Host is { } use ? $", host's {use}" : "", field.Default is { } value ? $", else {value.ToJsonString()}" : "");
            return Of(field.Rule, $"{above}{field.Name}", marks);
        }

        private IEnumerable<string> Of(Rule rule, string path, string marks = "")
        {
            if (Below(rule, path) is not { } below)
            {
                return [$"{path}: {rule.Describe().ToJsonString()}{(rule is TextRule { Form: not null } ? ", of a form" : "")}{marks}"];
            }

            var kind = Kind(rule);
            return _told.TryAdd(rule, path) ? below.Prepend($"{path}: {kind}{marks}") : [$"{path}: {kind} as {_told[rule]}{marks}"];
        }

        private IEnumerable<string>? Below(Rule rule, string path) => rule switch
        {
            ShapeRule shape => shape.Fields.SelectMany(field => Of(field, $"{path}.")).Concat(shape.Others is { } others ? Of(others, $"{path}.*") : []),
            MapRule map => Of(map.Item, $"{path}.*"),
            ListRule list => Of(list.Item, $"{path}[]"),
            EitherRule either => Of(either.Options, path),
            OursRule either => Of(either.Options, path),
            _ => null,
        };

        private IEnumerable<string> Of(IEnumerable<Rule> options, string path) => options.SelectMany((option, number) => Of(option, $"{path}|{number + 1}"));

        private static string Kind(Rule rule) => rule switch
        {
            ShapeRule shape => $"object{(shape.DropsOthers ? ", other keys are dropped" : "")}{(shape.Checks.Count > 0 ? $", {shape.Checks.Count} checks" : "")}",
            MapRule map => $"map{(map.AcceptsKey is null ? "" : ", some names")}{(map.IsOverlay ? ", laid over" : "")}",
            ListRule list => $"list{(list.Check is null ? "" : ", checked")}",
            EitherRule either => $"either ({either.Expected})",
            OursRule => "either, the second ours",
            _ => throw new ArgumentException($"no kind: {rule.GetType().Name}"),
        };
    }
}
