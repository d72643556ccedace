using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration;

namespace Moltbot.Policy.Skills.Answers;

/// <summary>
/// What a skill may know of the message that it answers. The sender is who the channel says, never what the message claims; where they are
/// and what they speak is what the configuration says under the skill's entry.
/// </summary>
public sealed record SkillFacts
{
    /// <summary>The message.</summary>
    public required string Message { get; init; }

    /// <summary>When it is answered, in the zone of the tenant.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The name of that zone.</summary>
    public string? Zone { get; init; }

    /// <summary>The sender's id on the channel; null for a client of the gateway.</summary>
    public string? UserId { get; init; }

    /// <summary>What the sender is called.</summary>
    public string? UserName { get; init; }

    /// <summary>The name that the sender goes by on the channel.</summary>
    public string? Username { get; init; }

    /// <summary>The skill's entry in the configuration: <c>config</c>, <c>env</c>, <c>apiKey</c>.</summary>
    public ConfigSection Entry { get; init; }

    /// <summary>The values that templates may read.</summary>
    internal JsonObject Values(SkillMatch match, IReadOnlyList<string> secrets)
    {
        var own = Entry.Section("config");
        var user = own.Section("user");
        return new JsonObject
        {
            ["user"] = Texts(
                ("id", UserId), ("name", UserName), ("username", Username), ("location", user.Text("location")), ("timezone", user.Text("timezone") ?? Zone),
                ("language", user.Text("language"))),
            ["message"] = Texts(("text", Message)),
            ["now"] = Texts(
                ("date", Now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("time", Now.ToString("HH:mm", CultureInfo.InvariantCulture)),
                ("weekday", Now.DayOfWeek.ToString()), ("iso", Now.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture)), ("zone", Zone)),
            ["match"] = Texts([.. match.Groups.Select(static group => (group.Key, (string?)group.Value))]),
            ["config"] = own.Exists ? JsonNode.Parse(own.Element.GetRawText()) : null,
            ["secret"] = Texts([.. secrets.Select(name => (name, Entry.Section("env").Text(name) ?? (secrets.Count == 1 ? Entry.Text("apiKey") : null)))]),
        };
    }

    /// <summary>What is not known is not there.</summary>
    private static JsonObject Texts(params ReadOnlySpan<(string Name, string? Text)> texts)
    {
        var known = new JsonObject();
        foreach (var (name, text) in texts)
        {
            if (!string.IsNullOrEmpty(text))
            {
                known[name] = text;
            }
        }

        return known;
    }
}
