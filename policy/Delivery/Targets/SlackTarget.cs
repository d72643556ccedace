namespace Moltbot.Policy.Delivery.Targets;

/// <summary>Targets on Slack: <c>user:&lt;id&gt;</c>, <c>channel:&lt;id&gt;</c>, a mention, <c>@id</c>, <c>#id</c>, or the id of a room.</summary>
public static class SlackTarget
{
    /// <param name="text">What somebody wrote.</param>
    /// <param name="defaultKind">What a bare id means.</param>
    public static TargetReading Parse(string text, TargetKind defaultKind = TargetKind.Channel)
    {
        var trimmed = text.Trim();
        if (trimmed.StartsWith("<@", StringComparison.Ordinal) && trimmed.EndsWith('>') && IsId(trimmed[2..^1]))
        {
            return TargetReading.Of(TargetKind.User, trimmed[2..^1], trimmed);
        }

        if (TargetReading.Prefixed(trimmed, "slack") is { } prefixed)
        {
            return prefixed;
        }

        if (trimmed.StartsWith('@') || trimmed.StartsWith('#'))
        {
            var (kind, problem) = trimmed[0] == '@'
                ? (TargetKind.User, "Slack DMs require a user id (use user:<id> or <@id>)")
                : (TargetKind.Channel, "Slack channels require a channel id (use channel:<id>)");
            var id = trimmed[1..].Trim();
            return IsId(id) ? TargetReading.Of(kind, id, trimmed) : TargetReading.Refused(problem);
        }

        return TargetReading.Of(defaultKind, trimmed, trimmed);
    }

    private static bool IsId(string text) => text.Length > 0 && text.All(char.IsAsciiLetterOrDigit);
}
