using System.Globalization;
using System.Text.Json.Nodes;

namespace Moltbot.Policy.Configuration.Schema.Rules;

/// <summary>A number within bounds.</summary>
internal sealed class NumberRule : Rule
{
    private const double LargestWhole = 9007199254740991;

    public bool Whole { get; init; }

    public double? AtLeast { get; init; }

    public double? MoreThan { get; init; }

    public double? AtMost { get; init; }

    public override JsonNode? Apply(JsonNode? value, string path, Inspection inspection)
    {
        if (Kinds.Number(value) is not { } number)
            WrongKind(inspection, path, "number", value);
        else if (Whole && number != Math.Truncate(number))
            inspection.Report(path, "Invalid input: expected int, received number", fatal: true);
        else
            CheckBounds(number, path, inspection);
        return value;
    }

    public override JsonObject Describe()
    {
        var schema = new JsonObject { ["type"] = Whole ? "integer" : "number" };
        if (AtLeast is { } least)
            schema["minimum"] = least;
        if (MoreThan is { } more)
            schema["exclusiveMinimum"] = more;
        if ((AtMost ?? (Whole ? LargestWhole : null)) is { } most)
            schema["maximum"] = most;
        return schema;
    }

    private void CheckBounds(double number, string path, Inspection inspection)
    {
        if (Whole && number > LargestWhole)
            inspection.Report(path, $"Too big: expected int to be <={Text(LargestWhole)}");
        if (Whole && number < -LargestWhole)
            inspection.Report(path, $"Too small: expected int to be >={Text(-LargestWhole)}");
        if (number < AtLeast)
            inspection.Report(path, $"Too small: expected number to be >={Text(AtLeast.Value)}");
        if (number <= MoreThan)
            inspection.Report(path, $"Too small: expected number to be >{Text(MoreThan.Value)}");
        if (number > AtMost)
            inspection.Report(path, $"Too big: expected number to be <={Text(AtMost.Value)}");
    }

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
