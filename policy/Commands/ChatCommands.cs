using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Moltbot.Policy.Channels;

namespace Moltbot.Policy.Commands;

/// <summary>The commands of chats, and how a text is read as one (runtime.md §8).</summary>
public static partial class ChatCommands
{
    private static readonly string[] NativeSurfaces = [ChannelIds.Discord, ChannelIds.Slack, ChannelIds.Telegram];

    /// <summary>All commands.</summary>
    public static IReadOnlyList<ChatCommand> All { get; } =
    [
        new("help", false, "/help"),
        new("commands", false, "/commands"),
        new("skill", true, "/skill"),
        new("status", false, "/status"),
        new("allowlist", true, "/allowlist"),
        new("approve", true, "/approve"),
        new("context", true, "/context"),
        new("tts", true, "/tts"),
        new("whoami", false, "/whoami", "/id"),
        new("subagents", true, "/subagents"),
        new("config", true, "/config"),
        new("debug", true, "/debug"),
        new("usage", true, "/usage"),
        new("stop", false, "/stop"),
        new("restart", false, "/restart"),
        new("activation", true, "/activation"),
        new("send", true, "/send"),
        new("reset", true, "/reset"),
        new("new", true, "/new"),
        new("compact", true, "/compact"),
        new("think", true, "/think", "/thinking", "/t"),
        new("verbose", true, "/verbose", "/v"),
        new("reasoning", true, "/reasoning", "/reason"),
        new("elevated", true, "/elevated", "/elev"),
        new("exec", true, "/exec"),
        new("model", true, "/model"),
        new("models", true, "/models"),
        new("queue", true, "/queue"),
        new("bash", true, "/bash"),
        .. NativeSurfaces.Select(each => new ChatCommand($"dock:{each}", false, $"/dock-{each}", $"/dock_{each}")),
    ];

    private static readonly FrozenDictionary<string, ChatCommand> ByName = All
        .SelectMany(command => command.Names.Select(name => KeyValuePair.Create(name, command)))
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>
    /// The command in its one form: first line only, <c>/name: x</c> as <c>/name x</c>, <c>/name@bot</c> without our own name,
    /// other names replaced by the first. A text that is no command stays.
    /// </summary>
    public static string Normalize(string text, string? botUsername = null)
    {
        var trimmed = text.Trim();
        if (!trimmed.StartsWith('/'))
        {
            return trimmed;
        }

        var body = WithoutBot(WithoutColon(trimmed.Split('\n', 2)[0].Trim()), botUsername);
        var (name, rest) = Cut(body);
        if (!ByName.TryGetValue(name.ToLowerInvariant(), out var command) || (rest.Length > 0 && !command.AcceptsArguments))
        {
            return body;
        }

        return rest.Length > 0 ? $"{command.Canonical} {rest}" : command.Canonical;
    }

    /// <summary>The command a text gives, and what follows it; null for a text that gives none.</summary>
    public static (ChatCommand Command, string? Arguments)? Resolve(string text, string? botUsername = null)
    {
        var (name, rest) = Cut(Normalize(text, botUsername));
        if (!ByName.TryGetValue(name.ToLowerInvariant(), out var command) || (rest.Length > 0 && !command.AcceptsArguments))
        {
            return null;
        }

        return (command, rest.Length > 0 ? rest : null);
    }

    /// <summary>Whether the text is a command.</summary>
    public static bool IsCommand(string? text, string? botUsername = null) =>
        text is not null && Resolve(text, botUsername) is not null;

    /// <summary>Whether the text is a command or a word that stops a run.</summary>
    public static bool IsControl(string? text, string? botUsername = null) =>
        IsCommand(text, botUsername) || StopWords.IsStopWord(text);

    /// <summary>Whether anything in the text looks like a command: enough to ask whether its sender may give one.</summary>
    public static bool HasInlineTokens(string? text) => text is not null && InlineToken().IsMatch(text);

    /// <summary>Whether commands are read from texts.</summary>
    /// <param name="textCommands"><c>commands.text</c>; null means on.</param>
    /// <param name="surface">The channel; one without native commands has no other way.</param>
    /// <param name="isNative">Whether the platform itself delivered it as a command.</param>
    public static bool AreRead(bool? textCommands, string? surface, bool isNative) =>
        isNative || textCommands != false
        || ChannelIds.Normalize(surface) is not { } channel || !NativeSurfaces.Contains(channel, StringComparer.Ordinal);

    private static string WithoutColon(string line)
    {
        var match = NameAndColon().Match(line);
        if (!match.Success)
        {
            return line;
        }

        var rest = match.Groups["rest"].Value.TrimStart();
        return rest.Length > 0 ? $"{match.Groups["name"].Value} {rest}" : match.Groups["name"].Value;
    }

    private static string WithoutBot(string line, string? botUsername)
    {
        var (name, _) = Cut(line);
        var at = name.IndexOf('@', StringComparison.Ordinal);
        var isOurs = at > 1 && !string.IsNullOrWhiteSpace(botUsername)
            && string.Equals(name[(at + 1)..], botUsername.Trim(), StringComparison.OrdinalIgnoreCase);
        return isOurs ? name[..at] + line[name.Length..] : line;
    }

    private static (string Name, string Arguments) Cut(string line)
    {
        var end = 0;
        while (end < line.Length && !char.IsWhiteSpace(line[end]))
        {
            end++;
        }

        return (line[..end], line[end..].Trim());
    }

    [GeneratedRegex(@"\A(?<name>/[^\s:]+)\s*:(?<rest>.*)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NameAndColon();

    [GeneratedRegex(@"(^|\s)[/!][a-z]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex InlineToken();
}
