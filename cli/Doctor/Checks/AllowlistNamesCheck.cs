namespace Moltbot.Cli.Doctor.Checks;

/// <summary>Names in allowlists: whoever takes over a name that was given up takes over its rights. Ids stay.</summary>
internal static class AllowlistNamesCheck
{
    private static readonly string[] Lists = ["allowFrom", "groupAllowFrom"];

    public static IEnumerable<Finding> Run(Patient patient)
    {
        if (patient.Document is not { } document)
        {
            yield break;
        }

        foreach (var account in ChannelAccountSettings.Of(document))
        {
            foreach (var list in Lists)
            {
                var entries = list == "allowFrom" ? account.AllowFrom : account.Section.Strings(list);
                var names = entries.Where(entry => IsName(account.Channel, entry)).ToList();
                if (names.Count > 0)
                {
                    yield return Finding.Warn(
                        $"channels.{account.Channel}.names",
                        $"{account.Name}.{list} lists names that can change hands: {string.Join(", ", names)}",
                        "list the numeric ids instead; /whoami shows a person's id");
                }
            }
        }
    }

    /// <summary>Whether an entry is a name rather than an id. Channels whose ids cannot be told from names are left out.</summary>
    internal static bool IsName(string channel, string entry)
    {
        var text = entry.Trim();
        if (text.Length == 0 || text == "*")
        {
            return false;
        }

        var colon = text.LastIndexOf(':');
        var id = colon >= 0 && channel is not "matrix" ? text[(colon + 1)..] : text;
        return channel switch
        {
            "telegram" => !id.TrimStart('-').All(char.IsAsciiDigit),
            "discord" => !id.Trim('<', '>', '@', '!').All(char.IsAsciiDigit),
            "slack" => !(id.Trim('<', '>', '@') is ['U' or 'W' or 'u' or 'w', .. var rest] && rest.Length >= 8 && rest.All(char.IsAsciiLetterOrDigit)),
            "msteams" => !Guid.TryParse(id, out _) && !id.StartsWith("29:", StringComparison.Ordinal),
            "googlechat" => !id.StartsWith("users/", StringComparison.Ordinal) || id.Contains('@', StringComparison.Ordinal),
            _ => false,
        };
    }
}
