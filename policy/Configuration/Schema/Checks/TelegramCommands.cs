using System.Globalization;
using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration.Schema.Rules;

namespace Moltbot.Policy.Configuration.Schema.Checks;

/// <summary>Commands of our own in Telegram's menu: 1–32 of <c>a-z 0-9 _</c>, each with a description.</summary>
internal static class TelegramCommands
{
    private const int MaxLength = 32;

    /// <summary>A command's name without slash, in lower case.</summary>
    public static string Name(string text)
    {
        var trimmed = text.Trim();
        return (trimmed.StartsWith('/') ? trimmed[1..] : trimmed).Trim().ToLowerInvariant();
    }

    public static void Check(JsonObject account, string path, Inspection inspection)
    {
        if (account["customCommands"] is not JsonArray commands)
            return;
        for (var index = 0; index < commands.Count; index++)
        {
            var place = Inspection.Join(path, string.Create(CultureInfo.InvariantCulture, $"customCommands.{index}"));
            CheckOne(Kinds.Text(commands[index]?["command"]) ?? "", Kinds.Text(commands[index]?["description"]) ?? "", place, inspection);
        }
    }

    private static void CheckOne(string name, string description, string place, Inspection inspection)
    {
        if (name.Length == 0)
            inspection.Report($"{place}.command", "Telegram custom command is missing a command name.");
        else if (name.Length > MaxLength || !name.All(static character => character is >= 'a' and <= 'z' or >= '0' and <= '9' or '_'))
            inspection.Report($"{place}.command", $"Telegram custom command \"/{name}\" is invalid (use a-z, 0-9, underscore; max 32 chars).");
        else if (description.Length == 0)
            inspection.Report($"{place}.description", $"Telegram custom command \"/{name}\" is missing a description.");
    }
}
