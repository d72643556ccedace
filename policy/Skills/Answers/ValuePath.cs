using System.Globalization;
using System.Text.Json.Nodes;

namespace Moltbot.Policy.Skills.Answers;

/// <summary>The way to a value: <c>user.location</c>, <c>result.list[0].name</c>.</summary>
/// <param name="Text">As written.</param>
/// <param name="Steps">Names, and places in lists as digits.</param>
internal sealed record ValuePath(string Text, IReadOnlyList<string> Steps)
{
    /// <summary>Arbitrary: more than any answer that a person describes by hand.</summary>
    private const int MaxSteps = 16;

    /// <summary>Reads a way; null when it is none.</summary>
    public static ValuePath? Read(string text)
    {
        var steps = new List<string>();
        foreach (var name in text.Split('.'))
        {
            var at = name.IndexOf('[', StringComparison.Ordinal);
            var plain = at < 0 ? name : name[..at];
            if (plain.Length == 0 || !plain.All(static c => char.IsLetterOrDigit(c) || c is '_' or '-'))
            {
                return null;
            }

            steps.Add(plain);
            while (at >= 0 && at < name.Length)
            {
                var end = name.IndexOf(']', at);
                if (name[at] != '[' || end < at + 2 || end > at + 5 || name.AsSpan(at + 1, end - at - 1).ContainsAnyExceptInRange('0', '9'))
                {
                    return null;
                }

                steps.Add(name[(at + 1)..end]);
                at = end + 1;
            }
        }

        return steps.Count <= MaxSteps ? new ValuePath(text, steps) : null;
    }

    /// <summary>What stands there; null when nothing does.</summary>
    public JsonNode? Find(JsonNode? from)
    {
        foreach (var step in Steps)
        {
            from = from switch
            {
                JsonObject owner => owner[step],
                JsonArray list => int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place < list.Count ? list[place] : null,
                _ => null,
            };
        }

        return from;
    }
}
