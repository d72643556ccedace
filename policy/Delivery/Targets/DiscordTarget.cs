using System.Globalization;

namespace Moltbot.Policy.Delivery.Targets;

/// <summary>Targets on Discord: <c>user:&lt;id&gt;</c>, <c>channel:&lt;id&gt;</c>, a mention, or the name of a room.</summary>
public static class DiscordTarget
{
    /// <param name="text">What somebody wrote.</param>
    /// <param name="defaultKind">What a bare number means; without it a bare number is refused, since it may be either.</param>
    public static TargetReading Parse(string text, TargetKind? defaultKind = null)
    {
        var trimmed = text.Trim();
        if (trimmed.StartsWith("<@", StringComparison.Ordinal) && trimmed.EndsWith('>') && IsNumber(trimmed[2..^1].TrimStart('!')) && !trimmed.Contains("!!", StringComparison.Ordinal))
        {
            return TargetReading.Of(TargetKind.User, trimmed[2..^1].TrimStart('!'), trimmed);
        }

        if (TargetReading.Prefixed(trimmed, "discord") is { } prefixed)
        {
            return prefixed;
        }

        if (trimmed.StartsWith('@'))
        {
            var id = trimmed[1..].Trim();
            return IsNumber(id)
                ? TargetReading.Of(TargetKind.User, id, trimmed)
                : TargetReading.Refused("Discord DMs require a user id (use user:<id> or a <@id> mention)");
        }

        return !IsNumber(trimmed) ? TargetReading.Of(TargetKind.Channel, trimmed, trimmed)
            : defaultKind is { } kind ? TargetReading.Of(kind, trimmed, trimmed)
            : TargetReading.Refused(
                $"Ambiguous Discord recipient \"{trimmed}\". Use \"user:{trimmed}\" for DMs or \"channel:{trimmed}\" for channel messages.");
    }

    /// <summary>
    /// Reads a target that something is sent to: only a number leads anywhere, and has one spelling. Every way out goes by this, so that what one
    /// takes another does not lose.
    /// </summary>
    /// <param name="text">What somebody wrote.</param>
    /// <param name="defaultKind">As for <see cref="Parse"/>.</param>
    public static TargetReading ParseRecipient(string text, TargetKind? defaultKind = null)
    {
        TargetReading reading = Parse(text, defaultKind);
        return reading.Problem is not null ? reading
            : reading.Target is { } named && ulong.TryParse(named.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? new TargetReading(named with { Id = number.ToString(CultureInfo.InvariantCulture) }, null)
                : TargetReading.Refused("invalid recipient for discord: expected user:<id> or channel:<id>");
    }

    private static bool IsNumber(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);
}
