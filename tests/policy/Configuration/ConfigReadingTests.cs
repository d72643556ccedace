using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Tests.Cases;

namespace Moltbot.Policy.Tests.Configuration;

/// <summary>
/// How each part of a document is read, by <c>readings.txt</c>: given is a <c>config</c>, expected are all values that those who ask for the
/// <c>part</c> are told. A key that is read under another name, or a default that changes, is seen there.
/// </summary>
public sealed class ConfigReadingTests
{
    private static readonly Blocks Cases = new("readings.txt");

    public static TheoryData<string> Titles => [.. Cases.Titles];

    [Theory]
    [MemberData(nameof(Titles))]
    public void What_is_read_of_a_document(string title)
    {
        var (facts, expected) = Cases.FactsOf(title);
        var snapshot = ConfigLoader.Load(new ConfigSource("", facts["config"].Single()), new ConfigLoadOptions());
        snapshot.Issues.ShouldBeEmpty();

        var read = facts["part"].SelectMany(part => Lines(part, typeof(ConfigDocument).GetProperty(part)!.GetValue(snapshot.Config)));

        string.Join('\n', read).ShouldBe(expected);
    }

    private static IEnumerable<string> Lines(string path, object? value) => value switch
    {
        null => [$"{path}: null"],
        string or bool or Enum or TimeSpan or int or long or double => [$"{path}: {Convert.ToString(value, CultureInfo.InvariantCulture)}"],
        JsonElement element => [$"{path}: {element.GetRawText()}"],
        ConfigSection section => [$"{path}: {(section.Exists ? JsonSerializer.Serialize(section.Element) : "none")}"],
        IEnumerable items when Pairs(items) is { } pairs => pairs.SelectMany(pair => Lines($"{path}[{pair.Key}]", pair.Value)).DefaultIfEmpty($"{path}: none"),
        IEnumerable items => items.Cast<object?>().SelectMany((item, number) => Lines($"{path}[{number}]", item)).DefaultIfEmpty($"{path}: none"),
        _ => value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(static property => property is not { Name: "Section" })
            .OrderBy(static property => property.Name, StringComparer.Ordinal).SelectMany(property => Lines($"{path}.{property.Name}", property.GetValue(value))),
    };

    // The pairs of a dictionary by their keys; null for what is none.
    private static IEnumerable<KeyValuePair<string, object?>>? Pairs(IEnumerable items) =>
        items.GetType().GetInterfaces().Any(static each => each.IsGenericType && each.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
            ? items.Cast<object>().Select(static pair => KeyValuePair.Create(
                Convert.ToString(pair.GetType().GetProperty("Key")!.GetValue(pair), CultureInfo.InvariantCulture)!, pair.GetType().GetProperty("Value")!.GetValue(pair))).OrderBy(static pair => pair.Key, StringComparer.Ordinal)
            : null;
}
